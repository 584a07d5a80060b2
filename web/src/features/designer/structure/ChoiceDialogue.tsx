import { Button, Modal } from 'antd'
import { useWords } from '@/words'
import { modelerTools } from '@/words/modeler'
import { workbench } from '@/words/workbench'
import type { Choice } from './kinds'

interface ChoiceDialogueProps {
  title: string
  choices: readonly Choice[]
  onClose: () => void
}

/** One of several things to be done: the first has the focus, Tab goes on, Enter does it. */
export function ChoiceDialogue({ title, choices, onClose }: ChoiceDialogueProps) {
  const words = useWords(workbench)
  const tools: Record<string, string> = useWords(modelerTools)
  return (
    <Modal open title={title} footer={null} onCancel={onClose} width={740}>
      {choices.length === 0 && <p className="quiet">{words.noChoice}</p>}
      <div className="structure-choices">
        {choices.map(({ key, label, act }, place) => (
          <Button
            key={key}
            autoFocus={place === 0}
            onClick={() => {
              onClose()
              act()
            }}
          >
            {tools[label] ?? label}
          </Button>
        ))}
      </div>
    </Modal>
  )
}
