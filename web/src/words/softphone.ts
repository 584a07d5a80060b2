/** Words of the telephone in the browser. */
export const softphone = {
  title: ['软电话', 'Telephone in this page'],
  again: ['重试', 'Try again'],
  call: [(who: string) => `软电话 ${who}`, (who: string) => `This telephone: ${who}`],
  keypad: ['拨号键盘', 'Keypad'],
  keypadHint: ['通话中按键，如语音菜单', 'Keys in a call, as for a voice menu'],
  pressed: [(tones: string) => `已按 ${tones}`, (tones: string) => `Pressed ${tones}`],
  answer: ['接听', 'Answer'],
  hold: ['保持', 'Hold'],
  resume: ['恢复', 'Resume'],
  mute: ['静音', 'Mute'],
  unmute: ['取消静音', 'Unmute'],
  hangUp: ['挂断', 'Hang up'],
  putAway: ['知道了', 'Got it'],
} as const

/** How its line stands. */
export const softphoneLines = {
  off: ['软电话未启用', 'The telephone in this page is off'],
  'not-set-up': ['此话机的交换机未开通软电话：请找运维人员', 'Its exchange has no telephones in browsers: ask the operator'],
  insecure: ['软电话需要 https 页面：请用 https 地址打开', 'A telephone needs a page with https: open it by that address'],
  elsewhere: ['软电话在另一个页面上', 'The telephone is in another page of this browser'],
  'not-allowed': [
    '麦克风被拒绝，软电话收不到来电：请在浏览器地址栏旁允许麦克风',
    'The microphone is refused, so nothing rings here: allow it beside the address of the page',
  ],
  'no-microphone': [
    '找不到可用的麦克风，软电话收不到来电：请接上耳麦',
    'There is no microphone that can be used, so nothing rings here: connect a headset',
  ],
  connecting: ['软电话正在连接…', 'The telephone is connecting…'],
  ready: ['软电话已就绪', 'The telephone is ready'],
  cut: ['软电话已断开，正在重连…', 'The telephone is cut off, and connects again…'],
  refused: ['交换机不接受此软电话：请找运维人员', 'The exchange does not accept this telephone: ask the operator'],
} as const

/** Why a call is over that nobody hung up. */
export const softphoneLost = {
  reloaded: ['页面被重新载入，通话已断开', 'the page was loaded anew, and the call ended with it'],
  'no-sound': ['声音无法接通，通话已断开', 'no sound came through, and the call ended'],
  'no-microphone': ['麦克风用不了，没有接起来', 'the microphone could not be used, and it was not answered'],
} as const
