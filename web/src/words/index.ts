export { useLanguage, useNamed, useWords } from './language'
export { LanguageProvider } from './LanguageProvider'
export { spoken, type Glossary, type Language, type Spoken, type Word } from './words'
