/** Words of recordings. */
export const recordings = {
  title: ['录音', 'Recordings'],
  listen: ['收听', 'Listen'],
  close: ['收起', 'Close'],
  play: ['播放', 'Play'],
  pause: ['暂停', 'Pause'],
  position: ['播放位置', 'Position'],
  at: [(at: string, of: string) => `${at} / ${of}`, (at: string, of: string) => `${at} of ${of}`],
  keys: ['空格：播放或暂停；←→：5 秒', 'Space plays or pauses; ←→ move 5 seconds'],
  notPlayed: ['录音无法播放，请稍后再试', 'The recording cannot be played: try again later'],
  paused: [(count: number) => `暂停录音 ${count} 次`, (count: number) => `Paused ${count} time(s)`],
  restricted: ['限制查阅', 'restricted'],
  held: ['已封存', 'held'],
  heldBy: [(name: string, reason: string) => `${name}：${reason}`, (name: string, reason: string) => `${name}: ${reason}`],
  keptUntil: ['保存到', 'Kept until'],
  hold: ['封存', 'Hold'],
  release: ['解封', 'Release'],
  reason: ['原因', 'Reason'],
  reasonNeeded: ['请写明原因', 'Say why'],
  holdDone: ['已封存，到期也不删除', 'Held: no rule deletes it'],
  releaseDone: ['已解封', 'Released'],
  listeners: ['收听记录', 'Who listened'],
  nobody: ['还没有人听过', 'Nobody has listened yet'],
  span: [(from: string, until: string) => `${from} 至 ${until}`, (from: string, until: string) => `${from} to ${until}`],
} as const

export const recordingStatuses = {
  found: ['待取', 'being fetched'],
  stored: ['已存', 'stored'],
  missing: ['文件缺失', 'missing'],
  refused: ['拒收', 'refused'],
  deleted: ['已按规则删除', 'deleted by rule'],
} as const
