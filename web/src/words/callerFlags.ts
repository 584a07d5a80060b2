/** Words of flags on callers. */
export const flags = {
  title: ['来电人标记', 'Flags on callers'],
  find: ['号码或原因', 'Number or reason'],
  holding: ['只看有效', 'Holding now'],
  anyKind: ['全部类型', 'Any kind'],
  none: ['没有标记', 'No flags'],
  add: ['添加标记', 'Flag a caller'],
  end: ['结束', 'End'],
  number: ['号码', 'Number'],
  kind: ['类型', 'Kind'],
  reason: ['原因', 'Reason'],
  setBy: ['标记人', 'Set by'],
  since: ['时间', 'Since'],
  until: ['有效期至（空为长期）', 'Until; empty: until somebody ends it'],
  ended: ['已结束', 'Ended'],
  done: ['已保存', 'Saved'],
  needed: ['请填写', 'Please fill in'],
} as const
