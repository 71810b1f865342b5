/** Colours and measures. Text on its ground keeps a contrast of 4.5 and more, in light and dark; paper is always light. */
export const TOKENS = `
:root {
  color-scheme: light dark;
  --ground: #f3f5f8; --card: #ffffff; --sunken: #eef1f5;
  --ink: #17202b; --muted: #55606e; --rule: #d9dfe6; --link: #1b4f93; --focus: #1b6ad6;
  --bar: #121b27; --bar-ink: #f2f5f8; --bar-muted: #a9b6c6;
  --usual: #54779f; --usual-fill: #c3d3e6; --hot: #c43d12; --hot-rest: #e9b49f; --hot-tint: #fbe9e1; --hot-ink: #a3320e;
  --grid: #e6eaef; --axis: #8a95a3;
  --critical: #9f1239; --critical-ink: #ffffff; --high: #c2410c; --high-ink: #ffffff;
  --medium: #fde9b8; --medium-ink: #6b4300; --low: #dbe9f9; --low-ink: #1d4777; --info: #e5e9ee; --info-ink: #414b57;
  --good: #e1f3e6; --good-ink: #1c5a31; --other-0: #2f6f62; --other-1: #7a4fa3; --other-2: #6b7480;
  --sans: Inter, ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif;
  --mono: ui-monospace, "JetBrains Mono", SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --ground: #0d1218; --card: #151c24; --sunken: #0f151c;
    --ink: #e3e9ef; --muted: #9ba8b6; --rule: #2a343f; --link: #8dbaf4; --focus: #7db2ff;
    --bar: #090d12; --bar-ink: #eef2f6; --bar-muted: #93a1b1;
    --usual: #7ea4cd; --usual-fill: #2b4563; --hot: #f0713f; --hot-rest: #73412e; --hot-tint: #33201a; --hot-ink: #f69c78;
    --grid: #232d37; --axis: #68757f;
    --critical: #e11d54; --critical-ink: #ffffff; --high: #c2470f; --high-ink: #ffffff;
    --medium: #4a3a10; --medium-ink: #f9d783; --low: #1d3550; --low-ink: #a9cdf5; --info: #29323c; --info-ink: #bac5d0;
    --good: #173524; --good-ink: #9ddcb2; --other-0: #63c3ae; --other-1: #bd97e4; --other-2: #9aa6b3;
  }
}`;
