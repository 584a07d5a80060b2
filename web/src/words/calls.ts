/** Words of calls and of intake. */
export const calls = {
  calls: ['来电', 'Calls'],
  mine: ['我的', 'Mine'],
  queue: ['队列', 'Queues'],
  all: ['全部', 'All'],
  now: ['正在进行', 'Now'],
  find: ['号码或姓名', 'Number or name'],
  order: ['排序', 'Order'],
  newest: ['最新在前', 'Newest first'],
  oldest: ['最早在前', 'Oldest first'],
  missedByMe: ['我的未接（24 小时）', 'Missed by me (24 hours)'],
  missedNone: ['没有未接来电', 'Nothing was missed'],
  toCallBack: ['本部门队列中客户放弃的来电，须回拨', "Callers who gave up in my departments' queues: to be called back"],
  toCallBackNone: ['没有放弃的来电', 'Nobody gave up'],
  callBack: ['回拨', 'Call back'],
  none: ['还没有来电', 'No calls yet'],
  noneNow: ['目前没有来电', 'No calls at this moment'],
  choose: ['选择一个来电', 'Choose a call'],
  incoming: ['来电', 'Incoming call'],
  withheld: ['号码未显示', 'number withheld'],
  unnamed: ['未知姓名', 'no name'],
  caller: ['主叫', 'Caller'],
  dialled: ['被叫', 'Dialled'],
  queueName: ['队列', 'Queue'],
  agent: ['坐席', 'Agent'],
  started: ['呼入', 'Began'],
  answered: ['接听', 'Answered'],
  ended: ['结束', 'Ended'],
  waitingTime: ['等待', 'Waited'],
  talkTime: ['通话', 'Talked'],
  holdTime: ['其中保持', 'Of that on hold'],
  wrapUpTime: ['话后处理', 'Wrapped up in'],
  lastAgent: ['最后通话人', 'Had it last'],
  course: ['经过', 'What happened'],
  waited: ['排队', 'waited in'],
  rang: ['振铃', 'rang'],
  missed: ['未接', 'Missed'],
  leftBehind: ['客户留下的', 'What the caller left'],
  message: ['留言', 'Message'],
  unheard: ['未听', 'not heard'],
  heardBy: [(name: string) => `${name} 已听`, (name: string) => `heard by ${name}`],
  notHereYet: ['录音还没有取回，或您不能收听', 'its sound is not here yet, or not for you'],
  wantsCallBack: ['请求回电', 'Wants a call back'],
  waitsSince: ['等候自', 'waiting since'],
  dialogue: ['语音导航', 'What the caller heard'],
  pressed: [(key: string) => `按 ${key}`, (key: string) => `pressed ${key}`],
  spoke: ['通话', 'spoke'],
  hungUpBy: ['挂机方', 'Hung up by'],
  recording: ['录音', 'Recording'],
  recorded: ['有录音', 'recorded'],
  legs: ['话路', 'Legs'],
  perhaps: ['可能是这位客户', 'Perhaps this customer'],
  perhapsWho: [(name: string) => `可能是 ${name}`, (name: string) => `perhaps ${name}`],
  perhapsSeveral: [(count: number) => `可能是 ${count} 位客户之一`, (count: number) => `perhaps one of ${count} customers`],
  perhapsNone: ['按来电号码没有找到客户', 'No customer has this number'],
  openOrders: ['同一客户的在办工单', 'Open orders of the same customer'],
  repeat: ['可能是重复来电', 'Perhaps a repeated call'],
  join: ['并入并催办', 'Join, as an urge'],
  joined: [(number: string) => `已并入 ${number}，计一次催办`, (number: string) => `Joined ${number} as an urge`],
  linked: ['本次通话的工单', 'Orders of this call'],
  openHere: ['为此户立单', 'Open an order here'],
  openWithout: ['不选户号立单', 'Open an order without premise'],
  cutOff: ['欠费停电', 'cut off for debt'],
  todo: ['待处理', 'To be done'],
} as const

export const callStates = {
  offered: ['呼入', 'offered'],
  queued: ['排队', 'queued'],
  ringing: ['振铃', 'ringing'],
  answered: ['通话中', 'talking'],
  abandoned: ['客户放弃', 'abandoned'],
  ended: ['已结束', 'ended'],
  merged: ['已并入另一通话', 'merged into another call'],
} as const

export const callOutcomes = {
  answered: ['已接听', 'answered'],
  abandoned: ['客户放弃', 'abandoned'],
  'no-answer': ['无人接听', 'no answer'],
  failed: ['失败', 'failed'],
  lost: ['中断，无结束记录', 'lost: its end was not recorded'],
} as const

/** How somebody came to speak with the customer. */
export const talkHows = {
  answer: ['接听', 'answered'],
  blind: ['转接', 'transferred to'],
  refer: ['转接（话机）', 'transferred by telephone to'],
  attended: ['咨询后转接', 'transferred after consulting to'],
  conference: ['加入三方通话', 'joined the conference'],
} as const

export const dialogueOutcomes = {
  'no-input': ['未按键', 'pressed nothing'],
  'wrong-input': ['多次按错', 'wrong keys'],
  'hung-up': ['挂机', 'hung up'],
  answered: ['坐席接听', 'an agent answered'],
  'not answered': ['无人接听', 'nobody answered'],
  found: ['已查到', 'found'],
  'not found': ['没有查到', 'not found'],
  unavailable: ['系统繁忙', 'not available'],
  failed: ['出错', 'failed'],
} as const

/** What calling a customer by a dialogue came to. */
export const attemptResults = {
  heard: ['客户听完', 'heard to its end'],
  'hung-up': ['客户接听后挂机', 'answered, and hung up before its end'],
  transferred: ['接听后转人工', 'answered, and handed on to somebody'],
  broken: ['接通后中断', 'answered, and broken off'],
  busy: ['占线', 'busy'],
  'no-answer': ['无人接听', 'no answer'],
  rejected: ['拒接', 'rejected'],
  unreachable: ['打不通', 'cannot be reached'],
  quiet: ['不打扰时段，未拨', 'quiet hours, not dialled'],
  'do-not-call': ['免打扰号码，未拨', 'do not call, not dialled'],
  'no-number': ['无号码，未拨', 'no number, not dialled'],
  'no-exchange': ['电话系统不可用，未拨', 'no exchange, not dialled'],
  unknown: ['结果不明', 'outcome unknown'],
} as const

export const directions = {
  inbound: ['呼入', 'inbound'],
  outbound: ['呼出', 'outbound'],
} as const

export const parties = {
  caller: ['客户', 'caller'],
  callee: ['被叫客户', 'callee'],
  agent: ['坐席', 'agent'],
  system: ['系统', 'system'],
} as const

export const demonstration = {
  ring: ['模拟来电', 'Let a call ring'],
  rings: ['电话响了', 'The telephone rings'],
} as const
