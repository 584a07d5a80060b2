/** Words of notices: the list, how one wants to be told, and the texts. */
export const notices = {
  title: ['通知', 'Notices'],
  none: ['没有通知', 'No notices'],
  noUnread: ['没有未读通知', 'No unread notices'],
  unread: ['未读', 'Unread'],
  read: ['已读', 'Read'],
  all: ['全部', 'All'],
  everyKind: ['全部类别', 'Every kind'],
  kind: ['类别', 'Kind'],
  urgent: ['紧急', 'urgent'],
  markRead: ['标为已读', 'Mark as read'],
  allRead: ['全部标为已读', 'Mark all as read'],
  marked: [(count: number) => `已标记 ${count} 条`, (count: number) => `${count} marked as read`],
  toList: ['查看全部通知', 'All notices'],
  toWishes: ['通知设置', 'How I am told'],
} as const

/** Words of how one wants to be told. */
export const wishes = {
  title: ['通知设置', 'How I am told'],
  where: ['联系方式', 'Where I am reached'],
  email: ['电子邮件', 'E-mail'],
  phone: ['手机', 'Mobile telephone'],
  quiet: ['免打扰时段', 'Quiet hours'],
  quietHint: ['此时段内只发送紧急通知；其余在结束后发送', 'Only urgent notices come in them; the others follow when they end'],
  quietFrom: ['开始', 'From'],
  quietTo: ['结束', 'To'],
  digestAt: ['每日汇总时间', 'Daily collection at'],
  zone: [(zone: string) => `时区：${zone}`, (zone: string) => `time zone: ${zone}`],
  timeHint: ['如 22:00', 'as 22:00'],
  choices: ['每类通知何时发送', 'When each kind comes'],
  notThere: ['本系统未配置此渠道', 'this installation has no such channel'],
  noAddress: ['未填写联系方式', 'no address given'],
  waiting: [(count: number) => `${count} 条通知等待发送`, (count: number) => `${count} notices wait to go out`],
  save: ['保存', 'Save'],
  saved: ['已保存', 'Saved'],
} as const

export const channels = {
  app: ['应用内', 'In the application'],
  email: ['邮件', 'E-mail'],
  sms: ['短信', 'SMS'],
  webhook: ['企业消息', 'Webhook'],
} as const

export const choices = {
  now: ['立即', 'at once'],
  hourly: ['每小时汇总', 'by the hour'],
  daily: ['每日汇总', 'once a day'],
  off: ['不发送', 'never'],
} as const

/** Words of the texts of notices. */
export const noticeTexts = {
  title: ['通知模板', 'Texts of notices'],
  find: ['按名称或文字查找', 'Find by name or text'],
  none: ['没有匹配的模板', 'No text matches'],
  own: ['本地修改', 'own text'],
  shipped: ['出厂文字', 'As shipped'],
  edit: ['编辑', 'Edit'],
  chinese: ['中文', 'Chinese'],
  english: ['英文', 'English'],
  values: ['可用的值', 'Values'],
  hint: [
    '{order} 代入值；[：{reason}] 中的值未知时整段省略',
    '{order} stands for a value; [: {reason}] is left out when its value is not known',
  ],
  preview: ['预览', 'Preview'],
  cannot: ['有错误，不能预览', 'cannot be shown: see the mistakes'],
  reason: ['修改原因', 'Why it is changed'],
  save: ['保存', 'Save'],
  saved: ['已保存；今后的通知用新文字', 'Saved: notices from now on use it'],
  reset: ['恢复出厂文字', 'Back to the shipped text'],
  wasReset: ['已恢复出厂文字', 'It is as shipped again'],
  cancel: ['取消', 'Cancel'],
  changedBy: [
    (person: string, at: string) => `${person} 修改于 ${at}`,
    (person: string, at: string) => `changed by ${person}, ${at}`,
  ],
  history: ['修改历史', 'History of changes'],
} as const
