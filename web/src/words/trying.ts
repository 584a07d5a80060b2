/** Words of trying a draft: scenarios, the review before it is deployed. */
export const trying = {
  run: ['运行', 'Run'],
  runAll: ['全部运行', 'Run all'],
  newScenario: ['新建场景', 'New scenario'],
  record: ['从工单录制', 'Record from an order'],
  recordNow: ['录制', 'Record'],
  recordHint: [
    '把一张真实工单的经过写成场景：人换成演员表中的人，私人文字略去，写好后先演一遍。',
    'Writes what happened to a real order as a scenario: with people of the cast, without private texts. It is played first.',
  ],
  orderNumber: ['工单编号', 'Order number'],
  recordedName: [(end: string) => `真实工单 …${end}`, (end: string) => `a real order …${end}`],
  noScenarios: ['还没有场景：新建一个，写下一张工单的经过', 'No scenarios yet: write the story of an order'],
  files: ['场景文件', 'Scenario files'],
  played: ['运行结果', 'How they went'],
  results: [
    (passed: number, all: number) => `${all} 个场景，通过 ${passed} 个`,
    (passed: number, all: number) => `${passed} of ${all} passed`,
  ],
  passed: ['通过', 'passed'],
  failed: ['未通过', 'failed'],
  coverage: ['覆盖', 'Coverage'],
  covered: [
    (elements: number, all: number, flows: number, allFlows: number) =>
      `元素 ${elements}/${all}，连线 ${flows}/${allFlows}`,
    (elements: number, all: number, flows: number, allFlows: number) =>
      `elements ${elements}/${all}, flows ${flows}/${allFlows}`,
  ],
  missed: ['从未走到', 'Never visited'],
  everythingVisited: ['全部走到', 'Everything was visited'],
  noTrace: ['没有记录', 'There is no record'],
  clock: ['业务时间', 'Business time'],
  steps: ['步骤', 'Steps'],
  stepBack: ['上一步', 'Back'],
  stepOn: ['下一步', 'On'],
  tasks: ['待办', 'Open tasks'],
  noTasks: ['没有待办', 'None is open'],
  limits: ['时限', 'Limits'],
  timers: ['定时', 'Timers'],
  standsStill: ['不走', 'stands still'],
  values: ['变量', 'Variables'],
  order: ['工单', 'Order'],
  template: [
    `given:
  at: 2026-11-23 09:00
  order: {title: 新的工单}

scenarios:
  - name: 新的场景
    expect: {ended: false}
`,
    `given:
  at: 2026-11-23 09:00
  order: {title: a new order}

scenarios:
  - name: a new story
    expect: {ended: false}
`,
  ],
  reviewTitle: ['部署前复核', 'Before it is deployed'],
  first: ['这是第一版：部署后开始受理工单。', 'The first version: orders start on it once it is deployed.'],
  replaces: [
    (version: number) => `部署后取代第 ${version} 版：新工单按新版执行。`,
    (version: number) => `It takes the place of version ${version}: new orders start on it.`,
  ],
  runningStay: [
    (orders: number) => `处理中的 ${orders} 张工单留在各自的版本上，直到办结或迁移。`,
    (orders: number) => `${orders} running order(s) stay on their version to the end, or until they are migrated.`,
  ],
  nothingRuns: ['没有处理中的工单。', 'No order is running.'],
  version: ['版本', 'Version'],
  active: ['启用', 'active'],
  orders: ['处理中的工单', 'Running orders'],
  instances: ['流程实例', 'Instances'],
  deployNow: ['部署为新版本', 'Deploy it'],
  unchanged: ['与启用的版本相同', 'The same as the active version'],
  deployed: [
    (name: string, version: number) => `${name} 第 ${version} 版已启用，新工单按它执行`,
    (name: string, version: number) => `${name} version ${version} is active: new orders start on it`,
  ],
  toVersions: ['查看版本', 'To its versions'],
  findings: ['检查结果', 'Findings'],
  nothingActive: ['没有启用的版本可以比较', 'There is no active version to compare with'],
  thisDraft: ['这份草稿', 'This draft'],
} as const

/** What a clock of the order does. */
export const limitStates = {
  waiting: ['未开始', 'waiting'],
  running: ['计时中', 'running'],
  paused: ['暂停', 'paused'],
  stopped: ['已停止', 'stopped'],
  undetermined: ['未确定', 'undetermined'],
} as const
