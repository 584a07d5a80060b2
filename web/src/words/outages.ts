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
  choose: ['选择一条停电事件', 'Choose an outage'],
} as const

export const outageKinds = {
  planned: ['计划停电', 'planned'],
  fault: ['故障停电', 'fault'],
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
