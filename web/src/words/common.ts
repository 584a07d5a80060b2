/** Words that several parts share. */
export const common = {
  none: ['无', 'none'],
  unknown: ['不详', 'not known'],
  yes: ['是', 'Yes'],
  no: ['否', 'No'],
  cancel: ['取消', 'Cancel'],
  close: ['关闭', 'Close'],
  back: ['返回', 'Back'],
  retry: ['重试', 'Try again'],
  reload: ['重新读取', 'Reload'],
  loading: ['正在读取…', 'Loading…'],
  more: ['更多', 'More'],
  all: ['全部', 'All'],
  search: ['搜索', 'Search'],
  reason: ['原因', 'Reason'],
  until: ['截止', 'Until'],
  by: ['由', 'by'],
  system: ['系统', 'the system'],
  round: [(round: number) => `第 ${round} 轮`, (round: number) => `round ${round}`],
  urges: [(times: number) => `催 ${times}`, (times: number) => `urged ${times}×`],
  attention: [(tier: string) => `${tier}关注`, (tier: string) => `${tier} attention`],
  urgent: ['紧急', 'urgent'],
  held: ['挂起', 'held'],
  stuck: ['卡住', 'stuck'],
  copied: ['已复制', 'Copied'],
  copyNumber: ['复制编号', 'Copy the number'],
  count: [
    (count: number, capped: boolean) => (capped ? `超过 ${count} 条` : `共 ${count} 条`),
    (count: number, capped: boolean) => (capped ? `more than ${count}` : `${count} in all`),
  ],
  nothingFound: ['没有符合条件的记录', 'Nothing fits'],
  loadMore: ['再读一页', 'Load more'],
  notSaved: ['未能保存', 'Not saved'],
  rowDone: ['已办理', 'done'],
  rowRefused: ['未办理', 'refused'],
} as const

/** Words of data that are the same in every installation; others come from the vocabulary of the API. */
export const tiers = {
  province: ['省', 'province'],
  city: ['市', 'city'],
  county: ['县', 'county'],
  station: ['供电所', 'station'],
  crew: ['班组', 'crew'],
} as const

export const orderStatuses = {
  open: ['处理中', 'open'],
  held: ['挂起', 'held'],
  done: ['办结', 'done'],
  archived: ['归档', 'archived'],
  cancelled: ['撤销', 'cancelled'],
} as const

export const taskStatuses = {
  open: ['待办', 'open'],
  stuck: ['卡住', 'stuck'],
  completed: ['已完成', 'completed'],
  cancelled: ['已取消', 'cancelled'],
} as const
