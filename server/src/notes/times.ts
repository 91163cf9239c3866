/** Which time the words of a note tell of: today's session, an earlier one, the next one, or one that is only supposed. */

const past = new RegExp(
  [
    String.raw`\b(?:last|previous|prior|earlier|past|recent|initial)\s+(?:[\w-]+\s+){0,3}?(?:visits?|time|blocks?|injections?|procedures?|sessions?|treatments?|ablat\w+|rfas?|rf|esis?|mbbs?|epidurals?|tfesis?|sets?|rounds?|series|steroid|trial|botox|encounter|notes?|surger(?:y|ies)|fusion|appointment|weeks?|months?|years?|week|month|year|fall|spring|summer|winter|january|february|march|april|may|june|july|august|september|october|november|december|(?:mon|tues|wednes|thurs|fri)day)\b`,
    String.raw`\b(?:ago|previously (?!described|marked|noted|mentioned|identified|placed|named|listed|prepped|outlined|discussed|stated|obtained)\w+|in the (?:emergency|er|ed)\b|at (?:an? )?urgent care|(?:outside|another|different|other) (?:clinic|hospital|facility|practice|provider|physician|doctor|surgeon|office|institution)|elsewhere|referr(?:ed|al) (?:by|for|from|to)|in may(?! be)|has (?:previously|already) |status[- ]post|s\/p|at (?:her|his|their) last|has had|have had|had (?:had|undergone|received|tried|failed|a (?:prior|previous|good|positive|diagnostic))|underwent|history of|h\/o|hx of|since (?:the|her|his|last|that|then)|at that time|(?:last|previously) (?:ablated|injected|blocked|treated)|the other day|yesterday)\b`,
    String.raw`\b(?:in|on|of|dated|since|from|until|during)\s+(?:early |late |mid[- ]?)?(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?(?:\s+\d|\s+of\b|[,.]|$)`,
    String.raw`\b(?:in|since)\s+(?:19|20)\d\d\b`,
    String.raw`(?:\bon|\bof|\bfrom|\bdated|\()\s*\d{1,2}\/(?!10\b(?!\/))\d{1,2}(?:\/\d{2,4})?\b`,
    String.raw`\b(?:first|second|1st|2nd|both|two|2|prior|diagnostic)\s+(?:\w+\s+){0,4}?(?:blocks?|mbbs?|injections?|rfas?)\b[^.]{0,60}\b(?:gave|provided|provid|brought|resulted|yielded|produced|relieved|with (?:at least )?\d+\s*%|lasted|helped)`,
    String.raw`\brepeat(?:ed)? (?:of )?(?:the )?(?:prior|previous|last)\b`,
  ].join('|'),
  'i',
);
const planned = new RegExp(
  [
    String.raw`\bwill (?:be |likely |then |also |need to |plan to |consider )*(?:schedul|proceed|return|repeat|plan|consider|perform|undergo|have|follow|see|come|do|bring|get|re-?evaluat|call|continue|start|obtain|request|submit|treat|inject|try|move|go|address|set|book|reassess)`,
    String.raw`\b(?:plan(?:s|ned|ning)?|recommend(?:ed|s)?|propos(?:e|ed))\b(?:\s+(?:is|are|for|to|on|a|the|next|next step|was)\b|\s*[:-])`,
    String.raw`\bplan(?:ned|ning)?\s+(?:\w+\s+){0,5}(?:next|in \w+ (?:days?|weeks?|months?))\b`,
    String.raw`\b(?:schedule[ds]?|scheduling|rescheduled?) (?:for (?!today)|to return|in|him|her|the patient|next|a|her|left|right|rfa|repeat)`,
    String.raw`\b(?:next|future|upcoming|subsequent|following) (?:visit|session|procedure|appointment|injection|block|step|week|month|time|rfa|ablation|mbb|diagnostic|set)\b`,
    String.raw`\bin (?:\d{1,2}|one|two|three|four|six|eight|twelve|a few|several)(?:\s*(?:-|to)\s*(?:\d{1,2}|\w+))?\s+(?:days?|weeks?|wks?|months?|mos?)\b(?!\s+(?:relief|of relief))`,
    String.raw`\b(?:return|follow[- ]?up|f\/u|rtc|come back|recheck)\s+(?:in|for|to|visit|appointment|with|after|on|by|as)\b`,
    String.raw`\b(?:consider(?:ing|ed)?|candidate for|proceed (?:to|with) (?:the )?(?:rfa|ablation|radiofrequency|second|confirmatory|mbb|scs|permanent|left|right|opposite|contralateral)|awaiting|pending authorization|prior auth\w* (?:for|will)|to be (?:done|scheduled|performed|repeated)|once approved|if approved|request(?:ed|ing)? auth\w*)\b`,
  ].join('|'),
  'i',
);
const supposed =
  /\b(?:if|in case|in the event|should (?:the|she|he|they|symptoms|pain|there)|risks?|risk of|may (?:include|cause|occur|experience)|might|could|possible|potential(?:ly)?|expect(?:ed|ation)?s?|would|alternatives?|benefits?|side effects|goal of|criteria|requires?d? (?:for|at least)|allerg(?:y|ic|ies)|instructed|advised|educated|counseled|call (?:us|the)|return precautions|warning signs)\b/i;

const later =
  /\b(?:post[- ]?(?:op\w*|procedure|injection|block) day|day \d+ call|(?:phone|telephone|follow[- ]?up|nurse) call|telephoned|called (?:on|back|in|to|our)|(?:next|following) (?:day|morning|evening))\b/i;

/** Whether the words tell of an earlier session. */
export function isPast(text: string): boolean {
  return past.test(text);
}

/** Whether the words say that they tell of this session. */
export function isOfToday(text: string): boolean {
  return /\b(?:today|today's|on this date|this (?:morning|afternoon|visit|session)|currently undergoing)\b/i.test(text);
}

/** Whether the words tell of what is still to be done. */
export function isPlanned(text: string): boolean {
  return planned.test(text);
}

/** Whether the words tell of what was heard on a later day. */
export function isLater(text: string): boolean {
  return later.test(text);
}

/** Whether the words tell of a condition, a risk, an expectation or advice. */
export function isSupposed(text: string): boolean {
  return supposed.test(text);
}

const kin = String.raw`(?:mother|father|parents?|sister|brother|siblings?|husband|wife|spouse|daughter|son|aunt|uncle|cousin|grand(?:mother|father|son|daughter)|niece|nephew|friend|neighbor|roommate|fianc\u00e9e?|girlfriend|boyfriend|co-?worker)`;
const company = new RegExp(
  String.raw`\b(?:accompanied by|in the company of|together with|driven (?:home )?by|with|by)\s+(?:the patient's|her|his|their|a|an|the|my)\s+(?:\w+\s+)?${kin}\b(?! who)`,
  'gi',
);
const another = new RegExp(
  String.raw`\b${kin}(?:'s)?\b|\b(?:another|other|different) patients?\b|\bfamily history\b|\bruns in the family\b|\b(?:templates?|macros?|boilerplate|sample (?:note|text)|for example|for instance)\b`,
  'i',
);

/** Whether the words tell of somebody else, or of nobody: a template. Who came with the patient is beside the point. */
export function isOfAnother(text: string): boolean {
  return another.test(text.replace(company, ' '));
}
