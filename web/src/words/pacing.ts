/** Words of lists that dial by themselves. */
export const pacing = {
  mode: ['拨打方式', 'How it dials'],
  queue: ['由哪个队列的坐席接听', 'Agents of which queue'],
  dialogue: ['播放的语音导航', 'Which dialogue'],
  queueShort: ['队列', 'Queue'],
  dialogueShort: ['语音导航', 'Dialogue'],
  noQueues: ['本部门没有队列', 'The department has no queue'],
  noDialogues: ['没有已部署的语音导航', 'No dialogue is deployed'],
  staysWhileRunning: ['进行中不能更改，请先暂停', 'It stays while the campaign runs: pause it first'],
  needed: ['请选择', 'Please choose'],
  mostAbandoned: ['无坐席比例上限（%）', 'Without an agent, % at most'],
  mostLines: ['同时拨打上限（路）', 'Lines at the same time'],
  keys: ['按键的含义', 'What keys mean'],
  keysHint: ['按顺序，第一个符合的生效；没有按键时按通话情况登记', 'The first that fits counts; without a key, how the call went'],
  key: ['按键', 'Key'],
  keyWrong: ['0–9、* 或 #', '0–9, * or #'],
  element: ['哪个问题（空为任意）', 'Which question (empty: any)'],
  means: ['结果', 'Result'],
  addKey: ['添加按键', 'Add a key'],
  removeKey: ['删除按键', 'Remove the key'],
  now: ['自动拨打', 'Dialling by itself'],
  notNow: ['未在拨打', 'not dialling'],
  dialling: ['正在拨打', 'Dialling'],
  lines: [(most: number) => `上限 ${most} 路`, (most: number) => `${most} at most`],
  waiting: ['等待坐席', 'Wait for an agent'],
  speaking: ['通话中', 'Speaking'],
  hearing: ['收听语音', 'Hear the dialogue'],
  free: ['空闲坐席', 'Agents free'],
  signedIn: [(agents: number) => `签入 ${agents} 人`, (agents: number) => `${agents} signed in`],
  abandoned: ['无坐席比例', 'Found no agent'],
  abandonedMost: [
    (most: number, abandoned: number, answered: number) => `上限 ${most}%，最近 ${answered} 通中 ${abandoned} 通`,
    (most: number, abandoned: number, answered: number) => `${most}% at most; ${abandoned} of the last ${answered}`,
  ],
  answers: ['接通率', 'Answered'],
  tooFew: ['通话还太少', 'too few calls'],
  lineDown: ['线路故障：最近的呼叫都没有拨出，暂停一分钟', 'Our line is down: nothing is dialled for a minute'],
  byItself: ['自动拨打：签入并示闲，接通后来电信息会显示', 'It dials by itself: be available, and the call comes to you'],
  byDialogue: ['语音自动拨打，不需要坐席', 'A dialogue speaks: no agent is needed'],
  popTitle: ['外呼', 'Campaign'],
  popTell: ['登记结果', 'Tell the result'],
  restricted: ['工单已限制查阅：不显示，也不拨打', 'Its order was restricted: not shown, and called by nobody'],
} as const

export const campaignModes = {
  preview: ['预览式：坐席逐个拨打', 'Preview: an agent dials'],
  progressive: ['渐进式：自动拨打，坐席接听', 'Progressive: it dials, agents speak'],
  dialogue: ['语音自动：自动拨打，播放语音', 'By dialogue: it dials, a dialogue speaks'],
} as const

/** The same in a word. */
export const modeMarks = {
  preview: ['预览式', 'Preview'],
  progressive: ['渐进式', 'Progressive'],
  dialogue: ['语音自动', 'By dialogue'],
} as const
