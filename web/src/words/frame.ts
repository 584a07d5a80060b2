/** Words of the frame around all pages. */
export const frame = {
  wholeName: ['Huan 环', 'Huan 环'],
  slogan: ['客户服务中心闭环工单', 'Closed-loop work orders'],
  skip: ['跳到内容', 'Skip to the content'],
  navigation: ['导航', 'Navigation'],
  inbox: ['收件箱', 'Inbox'],
  orders: ['工单', 'Orders'],
  outages: ['停电', 'Outages'],
  calls: ['来电', 'Calls'],
  intake: ['立单', 'Open order'],
  incidents: ['异常', 'Incidents'],
  packages: ['流程', 'Processes'],
  administration: ['管理', 'Admin'],
  search: ['按编号或标题找工单', 'Find an order by number or title'],
  account: ['账号', 'Account'],
  signOut: ['退出登录', 'Sign out'],
  language: ['English', '中文'],
  dark: ['深色', 'Dark'],
  light: ['浅色', 'Light'],
  keyboard: ['键盘', 'Keyboard'],
  notLive: ['连接中断，正在重连；内容可能不是最新', 'Not connected; what is shown may be old'],
  rate: [(rate: number) => `演示：业务时钟 ${rate} 倍速`, (rate: number) => `demonstration: clock ${rate}×`],
  noSuchPage: ['没有这个页面', 'There is no such page'],
  toInbox: ['回到收件箱', 'To the inbox'],
} as const

export const accounts = {
  signIn: ['登录', 'Sign in'],
  username: ['用户名', 'Name'],
  password: ['密码', 'Password'],
  enter: ['登录', 'Sign in'],
  needed: ['请填写', 'Please fill in'],
} as const
