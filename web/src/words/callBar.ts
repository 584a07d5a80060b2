/** Words of the bar above every page with the call in which one is, and of handing it on. */
export const callBar = {
  title: ['话务条', 'Telephone'],
  idle: ['没有通话', 'No call'],
  other: [(number: string) => `另有来电 ${number}`, (number: string) => `Another call ${number}`],
  openOrder: ['立单', 'Open order'],
  pop: ['来电信息', 'Caller'],
  putAway: ['收起这通来电', 'Put this call away'],
  answer: ['接听', 'Answer'],
  atTelephone: ['请在话机上接听', 'Answer at the telephone'],
  hold: ['保持', 'Hold'],
  resume: ['恢复', 'Resume'],
  mute: ['静音', 'Mute'],
  unmute: ['取消静音', 'Unmute'],
  transfer: ['转接', 'Transfer'],
  complete: ['完成转接', 'Complete'],
  conference: ['三方通话', 'Conference'],
  abandon: ['结束咨询', 'Back to the caller'],
  pauseRecording: ['暂停录音', 'Pause recording'],
  resumeRecording: ['恢复录音', 'Resume recording'],
  hangUp: ['挂断', 'Hang up'],
  leave: ['退出通话', 'Leave the call'],
  dial: ['拨号', 'Dial'],
  number: ['号码', 'Number'],
  dialHint: ['先振您的话机，再呼对方', 'Your own telephone rings first, then the other'],
  needed: ['请填写', 'Please fill in'],
  outcome: [(what: string, told: string) => `${what}：${told}`, (what: string, told: string) => `${what}: ${told}`],
} as const

/** How one stands to a call. */
export const callPhases = {
  ringing: ['振铃', 'Ringing'],
  talking: ['通话中', 'Talking'],
  'after-call': ['话后处理', 'After-call work'],
  over: ['已结束', 'Over'],
} as const

/** What the telephone was asked to do. */
export const verbs = {
  dial: ['拨打', 'Dial'],
  answer: ['接听', 'Answer'],
  hold: ['保持', 'Hold'],
  resume: ['恢复', 'Resume'],
  mute: ['静音', 'Mute'],
  unmute: ['取消静音', 'Unmute'],
  transfer: ['转接', 'Transfer to'],
  consult: ['咨询', 'Consult'],
  complete: ['完成转接', 'Complete the transfer'],
  abandon: ['结束咨询', 'End the consultation'],
  conference: ['三方通话', 'Conference'],
  hangup: ['挂断', 'Hang up'],
  'pause-recording': ['暂停录音', 'Pause the recording'],
  'resume-recording': ['恢复录音', 'Resume the recording'],
  listen: ['监听', 'Listen in'],
  whisper: ['密语', 'Whisper'],
  barge: ['插话', 'Barge in'],
} as const

/** Words of the dialogue that hands a call on. */
export const transfer = {
  title: ['转接通话', 'Hand the call on'],
  to: ['转给', 'To'],
  toHint: ['同事、部门、队列或号码', 'A colleague, department, queue or number'],
  receivers: ['可转接的对象', 'To whom it can go'],
  reading: ['正在读取…', 'Reading…'],
  nobody: ['没有找到', 'Nobody found'],
  outside: ['外线号码', 'outside number'],
  queue: ['队列', 'queue'],
  way: ['方式', 'How'],
  atOnce: ['直接转接', 'At once'],
  consultFirst: ['先咨询，客户等待', 'Consult first, the caller waits'],
  along: ['一并转交', 'Goes along'],
  draft: ['正在填写的立单表单', 'What is being filled in for a new order'],
  note: ['给接手人的话', 'A word to whoever takes it'],
  transfer: ['转接', 'Transfer'],
  consult: ['咨询', 'Consult'],
} as const
