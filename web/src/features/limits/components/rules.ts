import type { LimitContent } from '@/api/types'
import { conditionText, readConditions, type Conditions } from './conditions'

export interface Layer {
  amount: number
  unit: string
  source: string
  note?: string
}

/** A rule as a profile's file has it; docs/limits.md names every key. */
export interface Rule {
  key: string
  names: { zh: string; en: string }
  categories?: string | string[]
  start?: string | string[]
  stop?: string | string[]
  accumulates?: boolean
  stages?: { key: string; start: string | string[]; stop: string | string[] }[]
  rounds: string
  pauses: string[]
  average?: boolean
  appointment?: string
  day_end?: string
  rolls?: boolean
  warn_at?: number[]
  when_rule_changes?: string
  when_facts_change?: string
  limits: { when?: Conditions; promise?: Layer; target?: Layer }[]
}

/** A rule as the form has it: lists are lists, conditions are typed. */
export interface RuleForm extends Omit<Rule, 'limits' | 'warn_at' | 'appointment' | 'stages' | 'day_end' | 'rolls'> {
  categories: string[]
  start: string[]
  stop: string[]
  stages: { key: string; start: string[]; stop: string[] }[]
  warn_at: string[]
  appointment: boolean
  day_end: string
  rolls: boolean
  limits: { when: string; promise?: Partial<Layer>; target?: Partial<Layer> }[]
}

const list = (value: string | string[] | undefined): string[] => [value ?? []].flat()

/** Returns a content's rules. */
export function rulesOf(content: LimitContent): Rule[] {
  return (content['rules'] ?? []) as Rule[]
}

/** Returns a rule as the form shows it. */
export function toForm(rule: Rule): RuleForm {
  return {
    ...rule,
    categories: list(rule.categories),
    start: list(rule.start),
    stop: list(rule.stop),
    stages: (rule.stages ?? []).map((stage) => ({ key: stage.key, start: list(stage.start), stop: list(stage.stop) })),
    warn_at: (rule.warn_at ?? [80]).map(String),
    appointment: rule.appointment === 'replaces',
    day_end: rule.day_end ?? 'midnight',
    rolls: rule.rolls ?? true,
    when_rule_changes: rule.when_rule_changes ?? 'keep',
    when_facts_change: rule.when_facts_change ?? 'recompute',
    limits: rule.limits.map((line) => ({ ...line, when: conditionText(line.when) })),
  }
}

const layer = (given: Partial<Layer> | undefined): Layer | undefined =>
  given?.amount ? ({ ...given, note: given.note || undefined } as Layer) : undefined

/** Returns a rule from the form; what is not filled in is left out, and the server says what is missing. */
export function fromForm(form: RuleForm, before: Rule | undefined): Rule {
  const made: Rule = {
    ...before,
    key: form.key,
    names: form.names,
    categories: form.categories.length > 0 ? form.categories : undefined,
    accumulates: form.accumulates || undefined,
    start: form.accumulates ? undefined : form.start,
    stop: form.accumulates ? undefined : form.stop,
    stages: form.accumulates ? form.stages : undefined,
    rounds: form.rounds,
    pauses: form.pauses,
    average: form.average || undefined,
    appointment: form.appointment ? 'replaces' : undefined,
    day_end: form.day_end === 'close' ? 'close' : undefined,
    rolls: form.rolls ? undefined : false,
    warn_at: form.warn_at.map(Number),
    when_rule_changes: form.when_rule_changes,
    when_facts_change: form.when_facts_change,
    limits: form.limits.map((line) => ({
      when: readConditions(line.when) ?? undefined,
      promise: layer(line.promise),
      target: layer(line.target),
    })),
  }
  return JSON.parse(JSON.stringify(made)) as Rule
}
