/** Words of filling a list. */
export const filling = {
  title: ['导入名单', 'Fill the list'],
  from: ['名单来源', 'Where it comes from'],
  fromFile: ['文件', 'A file'],
  byQuery: ['查询', 'A query'],
  choose: ['选择文件（CSV、XLSX）', 'Choose a file (CSV, XLSX)'],
  columns: [
    '列：电话（必填）、姓名、户号、工单编号、金额、期限、备注',
    'Columns: phone (needed), name, customer, order, amount, due, note',
  ],
  source: ['查询', 'Query'],
  outage: ['停电事件', 'Outage'],
  outageHint: ['输入标题查找', 'Find it by its title'],
  noOutage: ['没有停电事件', 'No outages'],
  reading: ['正在读取…', 'Loading…'],
  since: ['办结时间从', 'Finished from'],
  until: ['到', 'Until'],
  tryIt: ['试算', 'Try'],
  doIt: ['加入名单', 'Add to the list'],
  added: [(count: number) => `已加入 ${count} 行`, (count: number) => `${count} line(s) added`],
  report: ['试算结果', 'What was tried'],
  toAdd: ['可加入', 'To add'],
  shut: ['免打扰', 'Not to be called'],
  doubled: ['重复', 'There already'],
  withoutNumber: ['没有号码', 'Without a number'],
  nobody: ['没有可加入的行', 'There is nobody to add'],
  wrong: [(count: number) => `有 ${count} 处问题，请改正文件后再试`, (count: number) => `${count} thing(s) are wrong: correct the file, and try again`],
  line: ['行', 'Line'],
  column: ['列', 'Column'],
  problem: ['问题', 'What is wrong'],
} as const

/** The columns of a list, by the API's names. */
export const fillColumns = {
  phone: ['电话', 'phone'],
  name: ['姓名', 'name'],
  customer: ['户号', 'customer'],
  order: ['工单编号', 'order'],
  amount: ['金额', 'amount'],
  due: ['期限', 'due'],
  note: ['备注', 'note'],
} as const

export const fillSources = {
  'orders-of-outage': ['停电事件的未结工单', 'Open orders of an outage'],
  'customers-of-outage': ['停电事件影响的客户', 'Customers of an outage'],
  'orders-finished': ['一段时间内办结的工单', 'Orders finished in a period'],
  'customers-in-debt': ['欠费停电客户', 'Customers cut off for debt'],
} as const
