/** Badges, forms, lists, tables, the timeline. */
export const PARTS = `
.badge { display: inline-block; font-size: 0.75rem; font-weight: 650; letter-spacing: 0.05em; text-transform: uppercase; line-height: 1; padding: 0.34em 0.6em; border-radius: 5px; vertical-align: 0.08em; white-space: nowrap; }
.badge.critical { background: var(--critical); color: var(--critical-ink); }
.badge.high { background: var(--high); color: var(--high-ink); }
.badge.medium { background: var(--medium); color: var(--medium-ink); }
.badge.low { background: var(--low); color: var(--low-ink); }
.badge.info { background: var(--info); color: var(--info-ink); }
.status { display: inline-block; font-size: 0.8rem; line-height: 1; padding: 0.3em 0.6em; border: 1px solid var(--rule); border-radius: 5px; color: var(--muted); white-space: nowrap; }
.status.open { color: var(--ink); border-color: var(--axis); }
.status.resolved { background: var(--good); color: var(--good-ink); border-color: transparent; }
.subject { font-weight: 650; }
.urgency { color: var(--muted); font-weight: 600; font-size: 0.92rem; }

.headline { border-top: 4px solid var(--rule); display: grid; gap: 0.75rem; grid-template-columns: minmax(0, 1fr); }
.headline.critical { border-top-color: var(--critical); }
.headline.high { border-top-color: var(--high); }
.headline.medium { border-top-color: #d6a21e; }
.headline.low { border-top-color: var(--usual); }
.labels { display: flex; flex-wrap: wrap; align-items: center; gap: 0.45rem 0.6rem; }
.lead { font-size: 1.06rem; max-width: 80ch; text-wrap: pretty; }
.sure { max-width: 92ch; }
.sure .eyebrow { margin-right: 0.4rem; }
.key-facts { display: grid; gap: 0.9rem 1.8rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 13rem), 1fr)); border-top: 1px solid var(--rule); padding-top: 0.95rem; margin-top: 0.2rem; }
.counts + .key-facts { margin-top: 0.9rem; }
.key-facts .span { grid-column: 1 / -1; }
dt { font-size: 0.8rem; color: var(--muted); font-weight: 600; }
.key-facts dd { font-size: 0.95rem; }
.local { color: var(--muted); font-size: 0.92em; }
.key-facts .moment .local, .key-facts .moment + .local { display: block; }

.notice { background: var(--good); color: var(--good-ink); border-radius: 8px; padding: 0.7rem 1rem; }
.campaign-note { background: var(--card); color: inherit; border: 1px solid var(--rule); border-left: 4px solid var(--high); }
.steps, .meaning ul, .lookalikes ul { padding-left: 1.3rem; display: grid; gap: 0.5rem; }
.meaning li::first-letter, .lookalikes li::first-letter, .steps li::first-letter { text-transform: uppercase; }
.lookalikes { border-top: 1px solid var(--rule); margin-top: 1rem; padding-top: 0.8rem; font-size: 0.94rem; }
.lookalikes h3 { margin-bottom: 0.4rem; font-size: 0.95rem; }
.plain { list-style: none; display: grid; gap: 0.5rem; }

label { font-size: 0.88rem; font-weight: 600; }
.optional { color: var(--muted); font-weight: 400; }
input, select, textarea, button { font: inherit; color: inherit; }
input:not([type=hidden]), select, textarea { background: var(--ground); border: 1px solid var(--axis); border-radius: 6px; padding: 0.42rem 0.6rem; min-height: 2.5rem; max-width: 100%; }
textarea { width: 100%; resize: vertical; display: block; }
button { background: var(--card); border: 1px solid var(--axis); border-radius: 6px; padding: 0.42rem 0.95rem; min-height: 2.5rem; font-weight: 600; font-size: 0.94rem; cursor: pointer; }
button:hover { background: var(--sunken); }
button.primary { background: var(--ink); color: var(--card); border-color: var(--ink); }
button.primary:hover { opacity: 0.88; }
button.danger { background: var(--critical); color: var(--critical-ink); border-color: var(--critical); }
button.danger:hover { opacity: 0.88; }
button.quiet { background: none; border-color: rgb(255 255 255 / 0.28); color: var(--bar-ink); min-height: 2.1rem; padding: 0.2rem 0.75rem; font-weight: 500; font-size: 0.9rem; }
button.quiet:hover { background: rgb(255 255 255 / 0.1); }
.buttons { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; }
.decide { display: grid; gap: 0.5rem; }
.decide fieldset { display: grid; gap: 0.7rem; min-width: 0; border-top: 1px solid var(--rule); margin-top: 0.6rem; padding-top: 0.8rem; }
.decide legend { float: left; font-weight: 650; font-size: 0.95rem; padding: 0; }
.stored-note { margin: 0; border-left: 3px solid var(--rule); padding-left: 0.8rem; white-space: pre-wrap; overflow-wrap: anywhere; }
.choice { display: grid; gap: 0.2rem 0.9rem; grid-template-columns: minmax(0, 1fr); align-items: baseline; justify-items: start; }
@media (min-width: 40rem) { .choice { grid-template-columns: 12.5rem minmax(0, 1fr); } .choice button { width: 100%; } }
.choice p { font-size: 0.88rem; color: var(--muted); }
.said strong { color: var(--hot-ink); }
.filter { display: flex; flex-wrap: wrap; gap: 0.7rem 0.9rem; align-items: end; }
.filter > div:not(.buttons) { display: grid; gap: 0.2rem; }
.filter .grow { flex: 1 1 14rem; }
.filter input, .filter select { width: 100%; background: var(--card); }
.sign-in { max-width: 27rem; margin: 8vh auto 0; width: 100%; }
.sign-in h1 { margin-bottom: 0.5rem; }
.sign-in form { display: grid; gap: 0.6rem; margin-top: 1.1rem; }
.sign-in input:not([type=hidden]) { width: 100%; font-family: var(--mono); }
.problem { color: var(--hot-ink); background: var(--hot-tint); border-radius: 6px; padding: 0.55rem 0.8rem; }

.counts { list-style: none; display: flex; flex-wrap: wrap; gap: 0.35rem 1.1rem; font-variant-numeric: tabular-nums; }
.counts a { color: inherit; text-decoration: none; font-weight: 600; }
.counts a:hover { text-decoration: underline; }
.alerts { list-style: none; display: grid; gap: 0.7rem; }
.alerts > li { background: var(--card); border: 1px solid var(--rule); border-left: 4px solid var(--rule); border-radius: 8px; padding: 0.95rem 1.15rem; display: flex; gap: 1.4rem; align-items: center; }
.alerts > li.critical { border-left-color: var(--critical); }
.alerts > li.high { border-left-color: var(--high); }
.alerts > li.medium { border-left-color: #d6a21e; }
.alerts > li.low { border-left-color: var(--usual); }
.row-main { flex: 1; min-width: 0; display: grid; gap: 0.3rem; }
.alerts h2 a { color: inherit; text-decoration: none; }
.alerts h2 a:hover { text-decoration: underline; }
.row-summary { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; color: var(--muted); font-size: 0.94rem; }
.row-meta { display: flex; flex-wrap: wrap; gap: 0.1rem 1.1rem; font-size: 0.86rem; color: var(--muted); }
.paging { display: flex; flex-wrap: wrap; gap: 1.2rem; align-items: center; }
.confirm > * + * { margin-top: 0.4rem; }
.empty pre { margin-top: 0.8rem; }
.status.health-healthy { background: var(--good); color: var(--good-ink); border-color: transparent; }
.status.health-silent, .status.health-rejecting { background: var(--hot-tint); color: var(--hot-ink); border-color: transparent; font-weight: 650; }
.problem form { margin-top: 0.5rem; }
.problem .plain { margin-top: 0.4rem; font-size: 0.94rem; }
.sources { list-style: none; display: grid; gap: 0.8rem; }
.sources > li { display: flex; gap: 1.4rem; align-items: center; }
.guide code { overflow-wrap: anywhere; }
.guide > ul { padding-left: 1.2rem; margin-bottom: 0.9rem; }
.rejects { list-style: none; display: grid; gap: 0.8rem; }
.rejects h2 code { color: var(--hot-ink); margin-right: 0.4rem; }
.rejects .replay { margin-top: 0.6rem; }
.rejects details pre { margin-top: 0.6rem; max-height: 20rem; white-space: pre-wrap; overflow-wrap: anywhere; }

.timeline { list-style: none; border-left: 2px solid var(--rule); margin-left: 0.45rem; padding-left: 1.25rem; display: grid; gap: 1.1rem; }
.timeline > li { position: relative; }
.timeline > li::before { content: ""; position: absolute; left: calc(-1.25rem - 7px); top: 0.42rem; width: 12px; height: 12px; border-radius: 50%; background: var(--info-ink); border: 2px solid var(--card); }
.timeline > li.critical::before { background: var(--critical); }
.timeline > li.high::before { background: var(--high); }
.timeline > li.medium::before { background: #d6a21e; }
.timeline > li.low::before { background: var(--usual); }
.timeline-head { display: flex; flex-wrap: wrap; gap: 0.1rem 0.6rem; align-items: baseline; }
.timeline .until { color: var(--muted); font-size: 0.88rem; }
.timeline ul { padding-left: 1.2rem; }
.timeline .local::before { content: "· "; }
.timeline .moment { font-size: 0.88rem; color: var(--muted); }
summary { cursor: pointer; font-size: 0.9rem; color: var(--link); width: fit-content; }
.timeline details, .numbers { margin-top: 0.3rem; }
.facts { display: grid; gap: 0.45rem; margin: 0.6rem 0; font-size: 0.92rem; }
@media (min-width: 40rem) { .facts > div { display: grid; grid-template-columns: 9rem minmax(0, 1fr); } .facts dd { grid-column: 2; } .facts dt { grid-row: 1; } }
.technique { display: inline-block; min-height: 24px; line-height: 24px; font-variant-numeric: tabular-nums; }
.meaning { border-top: 1px solid var(--rule); padding: 0.7rem 0; }
.meaning > summary { font-weight: 600; font-size: 0.98rem; color: inherit; }
.meaning > *:not(summary) { margin-top: 0.5rem; max-width: 70ch; }
.meaning h3 { font-size: 0.9rem; }

.scroll { overflow: auto; max-height: 30rem; margin-top: 0.5rem; }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--muted); font-size: 0.86rem; padding-bottom: 0.4rem; }
th, td { text-align: left; padding: 0.35rem 0.9rem 0.35rem 0; border-bottom: 1px solid var(--rule); vertical-align: top; font-weight: 400; overflow-wrap: break-word; min-width: 5.5rem; }
thead th { font-size: 0.8rem; color: var(--muted); font-weight: 600; }`;
