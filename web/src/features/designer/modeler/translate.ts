import { spoken, type Language } from '@/words'
import { modelerTools } from '@/words/modeler'

/** Returns the module that lets bpmn.io's tools speak the language that `language` tells when they are shown. */
export function translated(language: () => Language) {
  const translate = (template: string, replacements: Record<string, string> = {}) => {
    const known: Record<string, string> = spoken(modelerTools, language())
    return (known[template] ?? template).replace(/{([^}]+)}/g, (all, name: string) => replacements[name] ?? all)
  }
  return { translate: ['value', translate] }
}
