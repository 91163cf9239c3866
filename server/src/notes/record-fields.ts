/** What else a record holds: indication, conservative care, complications, consent. */

import { whereOf } from './headings.js';
import { isDenied } from './negation.js';
import type { NoteProcedure } from './procedures.js';
import type { Sentence } from './sentences.js';
import { type Decision, type Decisions, decide, type Statement, unsure, wordsAround } from './statements.js';

type RecordFields = Decisions<'indication' | 'conservative-care' | 'complications' | 'consent'>;

/** What is said of them. */
export function recordFields({ told, isOneOfSeveral }: NoteProcedure, sentences: readonly Sentence[]): RecordFields {
  const own = isOneOfSeveral ? told : sentences;
  return {
    indication: indicationOf(own),
    'conservative-care': careOf(own),
    // They are said once for all of a session.
    complications: complicationsOf(sentences),
    consent: consentOf(sentences),
  };
}

const longest = 260;
const complaint =
  /\b(?:pain\w*|aches?|headaches?|radicul\w*|neuralgia|spasm\w*|migraines?|fractures?|arthritis|osteoarthritis|stenosis|taut bands?|sciatica)\b/i;

function indicationOf(told: readonly Sentence[]): Decision | undefined {
  const own = told.filter(({ label, isValue }) => label === 'indication' && isValue);
  const [first] = own;
  if (!first) return undefined;
  const text = own.map((each) => each.text).join(' ');
  const value = text.replace(/[\s.;,]+$/, '');
  if (value.length < 3 || /^(?:n\/?a|none|see (?:above|hpi|below)|as above|same)$/i.test(value)) return undefined;
  if (value.length > longest) {
    // Of a longer story the sentence that names the complaint.
    const telling = own.find(
      (each) =>
        complaint.test(each.text) &&
        each.text.length <= longest &&
        each.time === 'today' &&
        !/\b(?:rule[- ]?out|r\/o|denie[sd]|no longer|time[- ]?out|confirmed)\b/i.test(each.text),
    );
    return telling
      ? { kind: 'certain', value: telling.text.replace(/[\s.;,]+$/, ''), words: telling.text }
      : unsure({ value: '', words: first.text, where: whereOf(first) });
  }
  if (own.some(({ time }) => time === 'planned'))
    return unsure(...own.map((each) => ({ value: '', words: each.text.slice(0, 110), where: whereOf(each) })));
  return { kind: 'certain', value, words: text };
}

const tried =
  /\b(?:in spite of|been through|gone through|fail(?:ed|ing|ure of)|tried|trial(?:ed)? of|complet(?:ed|ing)|undergone|despite|refractory to|unresponsive to|not respond(?:ed|ing)? (?:adequately |well )?to|(?:no|without|inadequate|insufficient|minimal|little|only (?:minimal|partial|temporary)) (?:lasting |sustained |significant |adequate )?(?:relief|improvement|benefit|response) (?:from|with|to|despite|after)|unrelieved by|persist(?:s|ed|ing|ent) despite|did not (?:improve|respond) (?:with|to))\s+(?=\S)/i;
const care =
  /\b(?:physical therapy|physiotherapy|pt\b|nsaids?|chiropract\w*|home exercis\w*|hep\b|acupuncture|massage|ibuprofen|naproxen|meloxicam|gabapentin|acetaminophen|tylenol|conservative|activity modification|bracing|heat|ice|tens\b|muscle relaxants?|oral medications?|anti-?inflammator\w*|topiramate|propranolol|amitriptyline|nortriptyline|pregabalin|diclofenac|celecoxib|cyclobenzaprine|duloxetine|calcitonin|stretching|brac(?:e|ing)|belt|opioids?|oxycodone|tramadol|aleve|flexeril)/i;
const generic =
  /^(?:(?:\w+\s+){0,3}?conservative (?:care|treatments?|therap(?:y|ies)|management|measures)|(?:more|less|conservative) \w+)(?:\s*(?:,|including|consisting of|with|such as|:|for|of|\(including)\s*|$)/i;

function careOf(told: readonly Sentence[]): Decision | undefined {
  const labeled: Statement[] = [];
  const said: Statement[] = [];
  for (const sentence of told) {
    const { text, label, isValue, section, time } = sentence;
    if (section === 'copied' || section === 'plan' || section === 'ignored' || time === 'planned') continue;
    const where = whereOf(sentence);
    if (label === 'care' && isValue) {
      labeled.push({ value: text.replace(/[\s.;,]+$/, ''), words: text, where });
      continue;
    }
    if (!care.test(text)) continue;
    const match = tried.exec(text);
    if (!match || (isDenied(text, match.index, match.index + 3) && !/^(?:not|no|without|did)/i.test(match[0])))
      continue;
    const behind = text.slice(match.index + match[0].length);
    const value = (
      behind.split(
        /,?\s+(?:and|but)\s+(?:is|was|has(?! (?:also )?(?:tried|failed|used|taken))|continues?|she|he|they|the|reports?|presents?|wishes|now|still|pain|symptoms|remains)\b|,?\s+(?:she|he|who|which|presents?|without|with (?:no|minimal|little|only|limited|inadequate|insufficient|persistent)|but)\b|[.;]|\s+prior to\b|\s+before\b/i,
      )[0] ?? ''
    ).replace(/[\s,]+$/, '');
    const plain = value.replace(generic, (found) => (/\d/.test(found) ? found : '')).trim();
    const kept = care.test(plain) || /\b\d+\s*(?:weeks?|months?)/i.test(plain) ? plain : value;
    if (!care.test(kept) || kept.length > 200) continue;
    const isMixed = /\b(?:not|no|declin\w*|unable|never|denie[sd]|refus\w*)\b/i.test(kept);
    said.push({ value: isMixed ? '' : kept.replace(/^(?:of|a course of|to)\s+/i, ''), words: text, where });
  }
  if (labeled.length > 0) {
    const value = labeled.map((each) => each.value).join('; ');
    const isDeniedAll = /^(?:none|no\b|not\b|n\/?a)/i.test(value);
    if (isDeniedAll || value.length > 240) return isDeniedAll ? undefined : unsure(...labeled);
    return { kind: 'certain', value, words: labeled.map(({ words }) => words).join(' ') };
  }
  const [first] = said;
  const decision = decide(said);
  if (decision?.kind === 'certain' && first)
    return {
      ...decision,
      words: wordsAround(
        first.words,
        Math.max(0, first.words.indexOf(first.value)),
        first.words.indexOf(first.value) + first.value.length,
      ),
    };
  return decision;
}

const noComplications =
  /\b(?:no|without|denies|zero|free of|absence of)\b(?:[^.;]{0,50}?)\b(?:complic\w*|adverse (?:events?|effects?|reactions?))\b/i;
const event =
  /\b(?:vaso-?vagal\w*|wet tap|dural puncture|inadvertent (?:dural|intrathecal)|syncop\w*|hematoma|pneumothorax|seizure|hypotensi\w*|anaphyla\w*|excessive bleeding|intravascular injection|nerve injury|csf leak|lead migration)\b/i;

function complicationsOf(told: readonly Sentence[]): Decision | undefined {
  const said: Statement[] = [];
  for (const sentence of told) {
    const { text, label, labelText, isValue, section, time, isFirst } = sentence;
    if (section !== 'text' || time === 'planned' || time === 'past') continue;
    const where = whereOf(sentence);
    // Only the first words under the label are its value.
    if (label === 'complication' && isValue && isFirst) {
      if (
        /^\W*(?:none|no\b|nil\b|without\b|zero\b|0\b|denie[sd])/i.test(text) &&
        !/\b(?:but|except|however|other than)\b/i.test(text)
      )
        said.push({ value: 'none', words: `${labelText}: ${text}`, where });
      else if (!/^\W*(?:n\/?a|see|unknown|\W*)$/i.test(text))
        said.push({ value: text.replace(/[\s.;,]+$/, ''), words: `${labelText}: ${text}`, where });
      continue;
    }
    if (isValue && label !== 'procedure' && label !== 'diagnosis' && label !== 'complication') continue;
    const isRisk =
      /\b(?:risks?|potential|possible|include|including|may|explained|discussed|if|should|call|return)\b/i.test(text);
    const none = noComplications.exec(text);
    if (none && !isRisk) {
      said.push({ value: 'none', words: wordsAround(text, none.index, none.index + none[0].length), where });
      if (!/\b(?:but|except|however|other than|apart from)\b/i.test(text)) continue;
    }
    const match = event.exec(text);
    if (match && !isRisk && time === 'today' && !isDenied(text, match.index, match.index + match[0].length))
      said.push({ value: '', words: wordsAround(text, match.index, match.index + match[0].length), where });
  }
  return decide(said);
}

const obtained =
  /\bconsent(?:\s+form)?\b[^.;]{0,60}?\b(?:obtained|signed|given|completed|in (?:the )?chart|on (?:the )?chart|on file|verified|confirmed|documented|procured|secured)\b|\b(?:obtain(?:ed|ing)|sign(?:ed|ing)|gave|given|provid(?:ed|ing)|secur(?:ed|ing)|verif(?:ied|ying)|after|confirm(?:ed|ing))\b[^.;]{0,70}?\b(?:informed |written |signed |verbal |proper )*consent\b|\b(?:patient|she|he|pt)\b[^.;]{0,20}\bconsented\b|\bsigned consent\b/i;

function consentOf(told: readonly Sentence[]): Decision | undefined {
  const said: Statement[] = [];
  for (const sentence of told) {
    const { text, label, labelText, isValue, section, time } = sentence;
    if (section === 'history' || section === 'copied' || section === 'plan' || time === 'planned' || time === 'past')
      continue;
    const where = whereOf(sentence);
    if (
      label === 'consent' &&
      isValue &&
      /^\W*(?:yes|y\b|obtained|signed|written|on (?:file|chart)|in chart|verbal|given|informed|completed|done|reviewed and signed)/i.test(
        text,
      )
    ) {
      said.push({ value: 'yes', words: `${labelText}: ${text.slice(0, 70)}`, where });
      continue;
    }
    if (label === 'consent' && isValue && /^\W*(?:no|not obtained|n)\W*$/i.test(text)) {
      said.push({ value: 'no', words: `${labelText}: ${text}`, where });
      continue;
    }
    const match = obtained.exec(text);
    if (!match) continue;
    const isNot =
      isDenied(text, match.index, match.index + match[0].length) ||
      /\b(?:not|unable|without|no)\b[^.;]{0,20}\b(?:obtain|sign|consent)/i.test(match[0]);
    said.push({
      value: isNot ? '' : 'yes',
      words: wordsAround(text, match.index, match.index + match[0].length),
      where,
    });
  }
  return decide(said);
}
