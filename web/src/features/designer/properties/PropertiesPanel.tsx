import { useMemo, useSyncExternalStore } from 'react'
import { useWords } from '@/words'
import { designer } from '@/words/designer'
import { modelerTools } from '@/words/modeler'
import type { Editor } from '../modeler/Editor'
import { kindOf } from '../modeler/kinds'
import { isA, nameOf, subjectOf } from '../modeler/reading'
import type { Moddle } from '../modeler/types'
import { AssociationsSection } from './AssociationsSection'
import { AssignmentSection, ClockSection, FormSection } from './AssignmentSection'
import { ActivationSection, AdHocSection, EventGatewaySection, InstantiateFlag } from './ConditionSections'
import { DataSections } from './DataSections'
import { ShownContext } from './element'
import { EventSection } from './EventSections'
import { Section } from './fields'
import { GeneralSection } from './GeneralSection'
import { LoopSection } from './LoopSection'
import { MessageOf } from './References'
import { CompensationSection, DataObjectSection, ProcessSection, ReasonsSection } from './RareSections'
import { CallSection, FlowSection, RuleSection, ScriptSection, ServiceSection } from './WorkSections'
import './properties.css'

interface PanelProps {
  editor: Editor
  /** What the check says of an element, in the language of the interface. */
  problemsOf: (id: string) => readonly string[]
}

/** What can be said about the element that is selected; nothing selected: about the process. */
export function PropertiesPanel({ editor, problemsOf }: PanelProps) {
  const words = useWords(designer)
  const tools: Record<string, string> = useWords(modelerTools)
  const revision = useSyncExternalStore(editor.subscribe, () => editor.revision)
  const element = editor.selected ?? editor.canvas.getRootElement()
  const subject = subjectOf(element)
  const problems = problemsOf(subject.id ?? '')
  const shown = useMemo(
    () => ({ editor, element, subject, problems, revision }),
    [editor, element, subject, problems, revision],
  )
  const kind = kindOf(subject)
  return (
    <ShownContext value={shown}>
      <section className="properties" aria-label={words.properties} key={element.id}>
        <header className="properties-head">
          <span className="quiet">{tools[kind] ?? words.process}</span>
          <h2>{nameOf(subject) || subject.id}</h2>
        </header>
        {problems.length > 0 && (
          <ul className="properties-problems" aria-label={words.findings}>
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        )}
        <GeneralSection />
        <Sections subject={subject} />
      </section>
    </ShownContext>
  )
}

function Sections({ subject }: { subject: Moddle }) {
  if (isA(subject, 'bpmn:SequenceFlow')) return <FlowSection />
  if (isA(subject, 'bpmn:DataObjectReference')) return <DataObjectSection />
  if (isA(subject, 'bpmn:Process')) return <ProcessSection />
  if (!isA(subject, 'bpmn:FlowNode')) return null
  const isWork = isA(subject, 'bpmn:UserTask', 'bpmn:ManualTask')
  const isActivity = isA(subject, 'bpmn:Activity')
  const isEventSubProcess = isActivity && subject.get('triggeredByEvent') === true
  return (
    <>
      {isWork && <AssignmentSection />}
      {isA(subject, 'bpmn:ServiceTask') && <ServiceSection />}
      {isA(subject, 'bpmn:CallActivity') && <CallSection />}
      {isA(subject, 'bpmn:BusinessRuleTask') && <RuleSection />}
      {isA(subject, 'bpmn:ScriptTask') && <ScriptSection />}
      {isA(subject, 'bpmn:SendTask', 'bpmn:ReceiveTask') && <MessageTaskSections subject={subject} />}
      {isA(subject, 'bpmn:AdHocSubProcess') && <AdHocSection />}
      {isA(subject, 'bpmn:ComplexGateway') && <ActivationSection />}
      {isA(subject, 'bpmn:EventBasedGateway') && <EventGatewaySection />}
      {isA(subject, 'bpmn:Event') && <EventSection />}
      {(isWork || isA(subject, 'bpmn:StartEvent')) && <FormSection />}
      {!isA(subject, 'bpmn:Gateway') && <ClockSection withLimit={isWork} />}
      {(isActivity || isA(subject, 'bpmn:Event')) && <DataSections />}
      {isActivity && !isEventSubProcess && (
        <>
          <AssociationsSection />
          <LoopSection />
          <CompensationSection />
        </>
      )}
      <ReasonsSection />
    </>
  )
}

/** A send task sends a message to another process, or has an effect like a service task. */
function MessageTaskSections({ subject }: { subject: Moddle }) {
  const words = useWords(designer)
  return (
    <>
      <Section title={words.message}>
        <MessageOf event={subject} />
        {isA(subject, 'bpmn:ReceiveTask') && <InstantiateFlag />}
      </Section>
      {isA(subject, 'bpmn:SendTask') && <ServiceSection />}
    </>
  )
}
