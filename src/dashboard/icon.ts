/** The mark: a globe's outline with one meridian drawn strong. Colours suit light and dark tabs alike. */
export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="none">
<circle cx="16" cy="16" r="13" stroke="#64748b" stroke-width="2.5"/>
<path d="M16 3c-8 7-8 19 0 26" stroke="#64748b" stroke-width="2"/>
<path d="M16 3c8 7 8 19 0 26" stroke="#d9480f" stroke-width="3.5" stroke-linecap="round"/>
</svg>
`;
