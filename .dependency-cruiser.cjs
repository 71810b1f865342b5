/** The one-way rule of the house: domain ← statistics ← detection ← accounts, tenants ← http ← index. */
const pure = '^src/(domain|statistics|detection|sources|enrichment)/';
const test = '\\.test\\.ts$';
const only = (room, allowed, comment) => ({
  name: `${room}-knows-only-${allowed.join('-') || 'itself'}`,
  comment,
  severity: 'error',
  from: { path: `^src/${room}/`, pathNot: test },
  to: { path: '^src/', pathNot: `^src/(${[room, ...allowed].join('|')})(/|\\.ts$)` },
});
module.exports = {
  forbidden: [
    only('domain', [], 'the words depend on nothing'),
    only('statistics', ['domain'], 'a statistic knows plain numbers and times'),
    only('detection', ['domain', 'statistics'], 'the fold is pure'),
    only('sources', ['domain'], 'a source turns a record into events and knows nothing else'),
    only('enrichment', ['domain'], 'enrichment fills in places, networks and clients'),
    only('accounts', ['domain', 'statistics', 'detection', 'env'], 'the shard wires storage to the fold'),
    only('tenants', ['domain', 'statistics', 'detection', 'delivery', 'env'], 'the tenant holds alerts and settings'),
    only('delivery', ['domain'], 'a channel knows an alert and nothing of where it is stored'),
    only('dashboard', ['domain', 'statistics', 'detection'], 'pages are functions of alerts'),
    only(
      'http',
      [
        'domain',
        'statistics',
        'detection',
        'sources',
        'enrichment',
        'accounts',
        'tenants',
        'delivery',
        'dashboard',
        'env',
      ],
      'routes do not know the Worker entry',
    ),
    {
      name: 'nothing-imports-the-commands',
      severity: 'error',
      from: { path: '^src/(?!cli/)' },
      to: { path: '^src/cli/' },
    },
    {
      name: 'pure-rooms-know-no-platform',
      severity: 'error',
      from: { path: pure, pathNot: test },
      to: { path: '^(cloudflare:|node:)' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.data\\.json$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default'],
    },
  },
};
