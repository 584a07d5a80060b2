import { Modal } from 'antd'
import { useWords, type Spoken } from '@/words'
import { keyboard } from '@/words/keyboard'

type Name = keyof Spoken<typeof keyboard>

/** The whole map; pages bind these keys with `useKeys`. */
const MAP: readonly (readonly [Name, readonly (readonly [string, Name])[]])[] = [
  [
    'everywhere',
    [
      ['?', 'help'],
      ['Ctrl+K', 'search'],
      ['/', 'search'],
      ['1', 'goInbox'],
      ['2', 'goOrders'],
      ['3', 'goCalls'],
      ['4', 'goBoard'],
      ['5', 'goDesk'],
      ['6', 'goOutages'],
      ['7', 'goSupervisions'],
      ['n', 'newOrder'],
      ['Esc', 'leave'],
      ['Ctrl+Enter', 'send'],
      ['j k', 'walk'],
    ],
  ],
  [
    'inList',
    [
      ['j', 'next'],
      ['k', 'previous'],
      ['B', 'bulk'],
      ['S', 'superviseSeveral'],
      ['l', 'scope'],
      ['r', 'refresh'],
    ],
  ],
  [
    'inTask',
    [
      ['c', 'claim'],
      ['f', 'fill'],
      ['Ctrl+Enter', 'complete'],
      ['b', 'returnTask'],
      ['u', 'release'],
      ['w', 'withdraw'],
      ['z', 'undoCompletion'],
      ['o', 'openOrder'],
      ['m', 'more'],
      ['t', 'reassign'],
      ['x', 'reject'],
      ['h', 'handUp'],
      ['d', 'delegate'],
      ['s', 'coSign'],
      ['v', 'review'],
      ['y', 'takeOver'],
      ['g', 'urge'],
      ['e', 'escalate'],
      ['Esc', 'closeTask'],
    ],
  ],
  [
    'onOrder',
    [
      ['t', 'openTask'],
      ['h', 'hold'],
      ['p', 'appointment'],
      ['s', 'supervise'],
      ['a', 'attach'],
      ['w', 'comment'],
      ['g', 'watch'],
    ],
  ],
  [
    'onCall',
    [
      ['A', 'agentState'],
      ['a', 'takeCall'],
      ['F2', 'answerCall'],
      ['F4', 'holdCall'],
      ['F6', 'conferenceCall'],
      ['F7', 'muteCall'],
      ['F8', 'transferCall'],
      ['F9', 'hangUpCall'],
      ['F10', 'pauseRecording'],
      ['*', 'keypad'],
      ['j k', 'walkCalls'],
      ['f', 'intoCall'],
      ['n', 'openFromCall'],
    ],
  ],
  [
    'onCampaigns',
    [
      ['n', 'newCampaign'],
      ['e', 'editCampaign'],
      ['f', 'fillCampaign'],
      ['t', 'takeLine'],
      ['d', 'dialLine'],
      ['b', 'putLineBack'],
      ['1 … 9', 'chooseResult'],
      ['r', 'noteResult'],
      ['Ctrl+Enter', 'tellResult'],
    ],
  ],
  [
    'onBoard',
    [
      ['j k', 'onward'],
      ['h l', 'aside'],
      ['x', 'choose'],
      ['m', 'merge'],
      ['e', 'tellEstimate'],
      ['t', 'openTask'],
      ['o', 'openOrder'],
    ],
  ],
  [
    'onOutage',
    [
      ['o', 'recordOutage'],
      ['e', 'editOutage'],
      ['t', 'tellEstimate'],
    ],
  ],
  [
    'onDesk',
    [
      ['j k', 'onward'],
      ['t', 'openTask'],
      ['o', 'openOrder'],
      ['s', 'receiveShift'],
      ['r', 'goRosters'],
      ['f', 'goFlags'],
      ['n', 'writeWording'],
      ['w', 'findWording'],
    ],
  ],
  [
    'onRosters',
    [
      ['h', 'handOverShift'],
      ['n', 'planShift'],
      ['l', 'scope'],
    ],
  ],
  [
    'onSupervision',
    [
      ['l', 'scope'],
      ['j k', 'walk'],
      ['f', 'fill'],
      ['Ctrl+Enter', 'replyOrAccept'],
    ],
  ],
  [
    'inDraft',
    [
      ['Ctrl+Z', 'undo'],
      ['Ctrl+Y', 'redo'],
      ['Ctrl+S', 'save'],
      ['F2', 'rename'],
      ['a', 'addAfter'],
      ['b', 'addBoundary'],
      ['e', 'addEventSubProcess'],
      ['t', 'changeKind'],
      ['c', 'connect'],
      ['Delete', 'remove'],
      ['Ctrl+Enter', 'runScenario'],
      ['j k', 'step'],
    ],
  ],
]

/** The keyboard map, in a dialogue. */
export function KeyMap({ open, onClose }: { open: boolean; onClose: () => void }) {
  const words = useWords(keyboard)
  return (
    <Modal open={open} onCancel={onClose} footer={null} title={words.title} width={1000} style={{ top: 24 }}>
      <div className="key-maps">
        {MAP.map(([part, keys]) => (
          <section key={part}>
            <h3 className="section-title">{words[part]}</h3>
            <dl className="key-map">
              {keys.map(([key, what]) => (
                <div key={key}>
                  <dt>
                    <kbd>{key}</kbd>
                  </dt>
                  <dd>{words[what]}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  )
}
