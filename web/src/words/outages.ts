/** Words of outages. */
export const outages = {
  title: ['停电事件', 'Outages'],
  find: ['标题', 'Title'],
  now: ['只看当前', 'Going on'],
  anyKind: ['全部类型', 'Any kind'],
  none: ['没有停电事件', 'No outages'],
  open: ['登记停电', 'Record an outage'],
  what: ['标题', 'What and where'],
  kind: ['类型', 'Kind'],
  status: ['状态', 'Status'],
  cause: ['原因', 'Cause'],
  county: ['区县', 'County'],
  area: ['台区', 'Transformer area'],
  premises: ['户号', 'Premises'],
  starts: ['开始', 'Begins'],
  expected: ['预计恢复', 'Expected back'],
  restored: ['恢复', 'Restored'],
  orders: ['关联工单', 'Orders'],
  description: ['说明', 'Description'],
  needed: ['请填写', 'Please fill in'],
  change: ['修改预计恢复', 'Change the estimate'],
  changeHint: ['关联的每位客户会收到一条短信。', 'Each customer concerned gets one message.'],
  restore: ['已恢复供电', 'The supply is back'],
  cancel: ['取消停电', 'Cancel it'],
  reason: ['原因', 'Reason'],
  recorded: [(orders: number) => `已登记，关联 ${orders} 张在办工单`, (orders: number) => `Recorded; it explains ${orders} order(s) in work`],
  told: [(orders: number) => `已保存，正在告知 ${orders} 张工单的客户`, (orders: number) => `Saved; the customers of ${orders} order(s) are being told`],
  history: ['经过', 'History'],
  by: ['登记人', 'Recorded by'],
  anyStatus: ['全部状态', 'Any status'],
  place: ['市县', 'Place'],
  anyPlace: ['全部市县', 'Everywhere'],
  sort: ['排序', 'Order'],
  onlyPremise: ['只看一户', 'One premise'],
  facts: ['基本情况', 'What is known'],
  nobodyKnows: ['暂不能确定', 'nobody can say yet'],
  recordedAt: ['登记时间', 'Recorded'],
  edit: ['修改', 'Edit'],
  why: ['修改原因', 'Why it is changed'],
  placeHint: ['停电范围变化后，范围内的在办报修自动关联；已关联的保留。', 'Fault reports in work at a new place are linked by themselves; what is linked stays.'],
  noOrders: ['没有关联的工单', 'It explains no order'],
  othersOrders: [(count: number) => `另有 ${count} 张您无权查看或未列出`, (count: number) => `${count} more that you may not see, or that are not listed`],
  outside: ['不在停电范围内', 'not of its place'],
  link: ['关联工单', 'Link an order'],
  linkHint: ['工单沿用停电事件的预计恢复时间，客户会收到短信。', 'The order takes the estimate of the outage, and its customer gets a message.'],
  number: ['工单编号', 'Order number'],
  linked: ['已关联', 'Linked'],
  unlink: ['取消关联', 'Part'],
  parted: ['已取消关联', 'Parted'],
  findPremise: ['户号或地址', 'Number or address'],
  premisesShut: ['您的岗位看不到户号', 'Your role does not see premises'],
  takeAway: ['移除', 'Take away'],
  addPremises: ['添加户号', 'Add premises'],
  add: ['添加', 'Add'],
  placed: [
    (linked: number) => (linked === 0 ? '停电范围已修改' : `停电范围已修改，新关联 ${linked} 张在办工单`),
    (linked: number) => (linked === 0 ? 'The place is changed' : `The place is changed; ${linked} more order(s) in work are linked`),
  ],
  ofPremise: ['该户停电记录', 'Outages of this premise'],
  premisesAdded: ['增加户号', 'Premises added'],
  premisesRemoved: ['移除户号', 'Premises taken away'],
} as const

export const outageKinds = {
  planned: ['计划停电', 'planned'],
  fault: ['故障停电', 'fault'],
} as const

export const outageSorts = {
  '-starts': ['最近开始在前', 'latest first'],
  starts: ['最早开始在前', 'earliest first'],
} as const

export const outageStatuses = {
  announced: ['已公告', 'announced'],
  active: ['停电中', 'active'],
  restored: ['已恢复', 'restored'],
  cancelled: ['已取消', 'cancelled'],
} as const

export const outageCauses = {
  'planned-work': ['计划检修', 'planned work'],
  equipment: ['设备故障', 'equipment'],
  weather: ['天气', 'weather'],
  'external-damage': ['外力破坏', 'external damage'],
  overload: ['过载', 'overload'],
  grid: ['上级电网', 'the grid above'],
  customer: ['用户设备', "a customer's installation"],
  unknown: ['未查明', 'not known yet'],
} as const

export const outageEvents = {
  'outage.recorded': ['登记', 'Recorded'],
  'outage.changed': ['修改', 'Changed'],
  'outage.restored': ['恢复供电', 'Restored'],
  'outage.cancelled': ['取消', 'Cancelled'],
} as const
