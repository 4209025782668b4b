# ruff: noqa: E501 - one sentence of the table, one line
"""The table that the guard is measured on: quotes of our own, and sentences that they carry or do not carry.

Each case is one quote with its outlet and day, the right sentences a model could write about it (one Arabic, one
English) and corrupted ones, each with the kind of its corruption. Half of all sentences are Arabic, half English.
The cases under `HELD_OUT` were written before the guard was and are never tuned on; `TUNED` may be looked at.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Wrong:
    """A sentence that the quote does not carry, and what is wrong in it."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Case:
    """A quote, where it comes from, and what may and may not be said of it."""

    quote: str
    day: date
    outlet: str
    right: tuple[str, ...]
    wrong: tuple[Wrong, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """One sentence against one quote; `kind` is "right" or the kind of corruption."""

    case: Case
    sentence: str
    kind: str
    held_out: bool

    @property
    def right(self) -> bool:
        """Whether the quote carries the sentence."""
        return self.kind == "right"

    @property
    def language(self) -> str:
        """ "ar" or "en": the language of the sentence (the quotes of the table are Arabic, some are English)."""
        return "ar" if any("\u0621" <= letter <= "\u064a" for letter in self.sentence) else "en"


HELD_OUT = (
    Case(
        "أعلنت مديرية الصحة في حلب، الثلاثاء 14 أيار، وفاة سبعة أشخاص وإصابة 32 آخرين جراء انهيار مبنى سكني في حي الصاخور",
        date(2024, 5, 15),
        "الضفاف",
        (
            "قالت مديرية الصحة في حلب إن 7 أشخاص لقوا حتفهم وأصيب 32 بانهيار مبنى في حي الصاخور يوم 14 أيار 2024.",
            "Aleppo's health directorate said seven people died and 32 were injured when a residential building collapsed on 14 May.",
        ),
        (
            Wrong("number", "قالت مديرية الصحة في حلب إن تسعة أشخاص لقوا حتفهم وأصيب 32 بانهيار مبنى سكني."),
            Wrong("place", "قالت مديرية الصحة في حمص إن سبعة أشخاص لقوا حتفهم وأصيب 32 بانهيار مبنى سكني."),
            Wrong(
                "date",
                "Seven people died and 32 were injured when a residential building collapsed in Aleppo on 24 May 2024.",
            ),
            Wrong(
                "number",
                "Aleppo's health directorate said seven people died and 23 were injured when a building collapsed.",
            ),
        ),
    ),
    Case(
        "نفى المتحدث باسم وزارة الدفاع سمير الحلواني أن تكون القوات العراقية قد انسحبت من معبر القائم الحدودي",
        date(2023, 11, 3),
        "وكالة الرافد",
        (
            "نفت وزارة الدفاع على لسان المتحدث سمير الحلواني انسحاب القوات العراقية من معبر القائم.",
            "Defence ministry spokesman Samir al-Halwani denied that Iraqi forces had withdrawn from the al-Qaim border crossing.",
        ),
        (
            Wrong("negation", "أكد المتحدث باسم وزارة الدفاع سمير الحلواني أن القوات العراقية انسحبت من معبر القائم."),
            Wrong("person", "نفى المتحدث باسم وزارة الدفاع عادل المهدي انسحاب القوات العراقية من معبر القائم."),
            Wrong(
                "negation",
                "Iraqi forces have withdrawn from the al-Qaim border crossing, defence ministry spokesman Samir al-Halwani said.",
            ),
            Wrong(
                "person",
                "Defence ministry spokesman Karim Jabouri denied that Iraqi forces had withdrawn from the al-Qaim crossing.",
            ),
        ),
    ),
    Case(
        "لم تدخل أي شاحنة مساعدات إلى شمال قطاع غزة منذ أحد عشر يوماً، بحسب برنامج الأغذية العالمي",
        date(2024, 2, 20),
        "صوت الساحل",
        (
            "قال برنامج الأغذية العالمي إن شمال غزة لم تصله أي شاحنة مساعدات طوال 11 يوماً.",
            "No aid truck has entered northern Gaza for eleven days, according to the World Food Programme.",
        ),
        (
            Wrong("negation", "دخلت شاحنات المساعدات إلى شمال قطاع غزة منذ أحد عشر يوماً، بحسب برنامج الأغذية العالمي."),
            Wrong("number", "لم تدخل أي شاحنة مساعدات إلى شمال قطاع غزة منذ أربعة عشر يوماً."),
            Wrong(
                "negation",
                "Aid trucks have entered northern Gaza for eleven days, according to the World Food Programme.",
            ),
            Wrong(
                "place",
                "No aid truck has entered northern Lebanon for eleven days, according to the World Food Programme.",
            ),
        ),
    ),
    Case(
        "وصل رئيس الوزراء المصري إلى طرابلس يوم الخميس 21 كانون الأول 2023 على رأس وفد يضم ستة وزراء لتوقيع اتفاقيات في الكهرباء والنقل",
        date(2023, 12, 21),
        "النيل اليوم",
        (
            "زار رئيس الوزراء المصري طرابلس في 21 كانون الأول 2023 ومعه ستة وزراء لتوقيع اتفاقيات في النقل والكهرباء.",
            "Egypt's prime minister arrived in Tripoli on 21 December 2023 with six ministers to sign electricity and transport agreements.",
        ),
        (
            Wrong("date", "زار رئيس الوزراء المصري طرابلس في 21 تشرين الثاني 2023 ومعه ستة وزراء."),
            Wrong("place", "زار رئيس الوزراء التونسي طرابلس في 21 كانون الأول 2023 ومعه ستة وزراء."),
            Wrong("place", "Egypt's prime minister arrived in Benghazi on 21 December 2023 with six ministers."),
            Wrong(
                "number",
                "Egypt's prime minister arrived in Tripoli with sixteen ministers to sign electricity and transport agreements.",
            ),
        ),
    ),
    Case(
        "ارتفع سعر صرف الدولار أمام الليرة اللبنانية بنسبة 4 في المئة خلال أسبوع ليبلغ 89 ألف ليرة",
        date(2024, 3, 8),
        "المرفأ",
        (
            "صعد الدولار أمام الليرة اللبنانية 4% في أسبوع ووصل إلى 89 ألف ليرة.",
            "The dollar rose four percent against the Lebanese pound within a week, reaching 89,000 pounds.",
        ),
        (
            Wrong("opposite", "انخفض سعر صرف الدولار أمام الليرة اللبنانية بنسبة 4 في المئة خلال أسبوع."),
            Wrong("number", "ارتفع سعر صرف الدولار أمام الليرة اللبنانية بنسبة 14 في المئة خلال أسبوع."),
            Wrong(
                "number",
                "The dollar rose four percent against the Lebanese pound within a week, reaching 98,000 pounds.",
            ),
            Wrong(
                "place", "The dollar rose four percent against the Syrian pound within a week, reaching 89,000 pounds."
            ),
        ),
    ),
    Case(
        "قال الناشط ماهر الدباغ إن عشرات المحتجين تجمعوا أمام مبنى البلدية في السويداء للمطالبة بالإفراج عن المعتقلين",
        date(2022, 7, 9),
        "نبض الجبل",
        (
            "تجمع عشرات المحتجين أمام بلدية السويداء مطالبين بإطلاق سراح المعتقلين، وفق الناشط ماهر الدباغ.",
            "Dozens of protesters gathered outside the municipality in Suwayda to demand the release of detainees, activist Maher al-Dabbagh said.",
        ),
        (
            Wrong("number", "تجمع آلاف المحتجين أمام بلدية السويداء مطالبين بإطلاق سراح المعتقلين."),
            Wrong("place", "تجمع عشرات المحتجين أمام بلدية درعا مطالبين بإطلاق سراح المعتقلين."),
            Wrong(
                "number",
                "Hundreds of protesters gathered outside the municipality in Suwayda to demand the release of detainees.",
            ),
            Wrong(
                "person",
                "Dozens of protesters gathered in Suwayda to demand the release of detainees, activist Nabil Haddad said.",
            ),
        ),
    ),
    Case(
        "أفادت وكالة رويترز بأن الحكومة السودانية رفضت مقترح الهدنة الذي قدمته الولايات المتحدة والسعودية",
        date(2024, 8, 12),
        "النيل اليوم",
        (
            "ذكرت رويترز أن الحكومة السودانية رفضت مقترح هدنة أمريكياً سعودياً.",
            "Reuters reported that the Sudanese government rejected a truce proposal from the United States and Saudi Arabia.",
        ),
        (
            Wrong("opposite", "ذكرت رويترز أن الحكومة السودانية قبلت مقترح الهدنة الأمريكي السعودي."),
            Wrong("outlet", "ذكرت فرانس برس أن الحكومة السودانية رفضت مقترح الهدنة الأمريكي السعودي."),
            Wrong(
                "place",
                "Reuters reported that the Sudanese government rejected a truce proposal from the United States and Qatar.",
            ),
            Wrong(
                "outlet",
                "Al Jazeera reported that the Sudanese government rejected a truce proposal from the United States and Saudi Arabia.",
            ),
        ),
    ),
    Case(
        "انتقلت القافلة المؤلفة من 18 آلية عسكرية من مدينة الحسكة إلى قاعدة الشدادي فجر السبت الماضي دون أن تتعرض لأي هجوم",
        date(2024, 1, 16),
        "الضفاف",
        (
            "تحركت قافلة من 18 آلية عسكرية من الحسكة إلى قاعدة الشدادي فجر السبت ولم تتعرض لهجوم.",
            "A convoy of 18 military vehicles moved from Hasakah to the Shaddadi base at dawn on Saturday without being attacked.",
        ),
        (
            Wrong("negation", "تحركت قافلة من 18 آلية عسكرية من الحسكة إلى قاعدة الشدادي وتعرضت لهجوم."),
            Wrong("direction", "تحركت قافلة من 18 آلية عسكرية من الشدادي إلى الحسكة."),
            Wrong(
                "number",
                "A convoy of 80 military vehicles moved from Hasakah to the Shaddadi base without being attacked.",
            ),
            Wrong(
                "date",
                "A convoy of 18 military vehicles moved from Hasakah to the Shaddadi base at dawn on Monday without being attacked.",
            ),
        ),
    ),
    Case(
        "أوضحت الطبيبة ريم القاضي أن المستشفى لن يستقبل مرضى جدداً قبل وصول الوقود، مشيرة إلى أن ثلث الأجهزة متوقف عن العمل",
        date(2023, 10, 25),
        "صوت الساحل",
        (
            "أوضحت ريم القاضي أن المستشفى لن يقبل مرضى جدداً حتى يصل الوقود وأن ثلث الأجهزة متوقف.",
            "Doctor Reem al-Qadi said the hospital will not admit new patients before fuel arrives and that a third of its machines are down.",
        ),
        (
            Wrong("negation", "أوضحت الطبيبة ريم القاضي أن المستشفى سيستقبل مرضى جدداً قبل وصول الوقود."),
            Wrong("number", "أوضحت الطبيبة ريم القاضي أن نصف الأجهزة في المستشفى متوقف عن العمل."),
            Wrong("negation", "Doctor Reem al-Qadi said the hospital will admit new patients before fuel arrives."),
            Wrong("person", "Doctor Huda Salman said the hospital will not admit new patients before fuel arrives."),
        ),
    ),
    Case(
        "The Yemeni coast guard said on 6 September 2023 that it had rescued 45 migrants off Aden after their boat capsized.",
        date(2023, 9, 7),
        "Gulf Wire",
        (
            "قال خفر السواحل اليمني في 6 أيلول 2023 إنه أنقذ 45 مهاجراً قبالة عدن بعد انقلاب قاربهم.",
            "Yemen's coast guard rescued 45 migrants off Aden when their boat capsized, it said on 6 September 2023.",
        ),
        (
            Wrong("number", "قال خفر السواحل اليمني إنه أنقذ 54 مهاجراً قبالة عدن بعد انقلاب قاربهم."),
            Wrong("place", "قال خفر السواحل اليمني إنه أنقذ 45 مهاجراً قبالة المكلا بعد انقلاب قاربهم."),
            Wrong("date", "Yemen's coast guard said on 6 October 2023 that it had rescued 45 migrants off Aden."),
            Wrong(
                "negation", "Yemen's coast guard said it had not rescued the 45 migrants whose boat capsized off Aden."
            ),
        ),
    ),
    Case(
        "بلغ عدد العائدين إلى مدينة الرقة منذ مطلع العام نحو 12,400 عائلة، وفق إحصاء المجلس المحلي",
        date(2021, 6, 30),
        "وكالة الرافد",
        (
            "عادت نحو ١٢٤٠٠ عائلة إلى الرقة منذ بداية العام بحسب المجلس المحلي.",
            "Some 12,400 families have returned to Raqqa since the start of the year, the local council says.",
        ),
        (
            Wrong("number", "عادت نحو ٢١٤٠٠ عائلة إلى الرقة منذ بداية العام بحسب المجلس المحلي."),
            Wrong("opposite", "غادرت مدينة الرقة منذ مطلع العام نحو 12,400 عائلة، وفق المجلس المحلي."),
            Wrong(
                "number",
                "Some 1,240 families have returned to Raqqa since the start of the year, the local council says.",
            ),
            Wrong(
                "place",
                "Some 12,400 families have returned to Manbij since the start of the year, the local council says.",
            ),
        ),
    ),
    Case(
        "استقبل وزير الخارجية الأردني نظيره الفرنسي في عمّان، وبحث الجانبان الأوضاع في الضفة الغربية وسبل وقف التصعيد",
        date(2024, 9, 5),
        "المرفأ",
        (
            "التقى وزير الخارجية الأردني نظيره الفرنسي في عمان وتناولا الأوضاع في الضفة الغربية ووقف التصعيد.",
            "Jordan's foreign minister received his French counterpart in Amman to discuss the West Bank and ways to stop the escalation.",
        ),
        (
            Wrong("place", "استقبل وزير الخارجية الأردني نظيره الألماني في عمان وبحث معه الأوضاع في الضفة الغربية."),
            Wrong("unrelated", "وقّع وزير الخارجية الأردني مع نظيره الفرنسي في عمان عقداً لشراء طائرات مقاتلة."),
            Wrong(
                "place", "Jordan's foreign minister received his French counterpart in Cairo to discuss the West Bank."
            ),
            Wrong(
                "role", "Jordan's interior minister received his French counterpart in Amman to discuss the West Bank."
            ),
        ),
    ),
)
"""Written first; the guard's rules and bars were never fitted to them."""

TUNED = (
    Case(
        "قتل جنديان وأصيب خمسة آخرون بانفجار عبوة ناسفة قرب مدينة الموصل مساء الأربعاء 3 نيسان/ أبريل",
        date(2024, 4, 4),
        "وكالة الرافد",
        (
            "أدى انفجار عبوة ناسفة قرب الموصل مساء 3 نيسان 2024 إلى مقتل جنديين وإصابة خمسة.",
            "Two soldiers were killed and five wounded by an explosive device near Mosul on the evening of 3 April 2024.",
        ),
        (
            Wrong("number", "أدى انفجار عبوة ناسفة قرب الموصل مساء الأربعاء إلى مقتل ثلاثة جنود وإصابة خمسة."),
            Wrong("date", "أدى انفجار عبوة ناسفة قرب الموصل في 13 نيسان 2024 إلى مقتل جنديين وإصابة خمسة."),
            Wrong(
                "number", "Two soldiers were killed and fifteen wounded by an explosive device near Mosul on Wednesday."
            ),
            Wrong(
                "place", "Two soldiers were killed and five wounded by an explosive device near Kirkuk on Wednesday."
            ),
        ),
    ),
    Case(
        "أكد محافظ الإسكندرية خالد فوزي أن الميناء سيعاد افتتاحه أمام السفن في الأول من آذار 2025",
        date(2025, 2, 10),
        "النيل اليوم",
        (
            "قال محافظ الإسكندرية خالد فوزي إن الميناء سيفتح مجدداً أمام السفن يوم 1 آذار 2025.",
            "Alexandria's governor Khaled Fawzi said the port will reopen to ships on 1 March 2025.",
        ),
        (
            Wrong("person", "قال محافظ الإسكندرية محمود عزت إن الميناء سيفتح مجدداً أمام السفن يوم 1 آذار 2025."),
            Wrong("opposite", "أكد محافظ الإسكندرية خالد فوزي أن الميناء سيغلق أمام السفن في الأول من آذار 2025."),
            Wrong("person", "Alexandria's governor Tarek Mansour said the port will reopen to ships on 1 March 2025."),
            Wrong("date", "Alexandria's governor Khaled Fawzi said the port will reopen to ships on 1 May 2025."),
        ),
    ),
    Case(
        "لا يزال أكثر من 300 نازح يقيمون في مدرسة وسط صيدا في ظروف صعبة",
        date(2024, 11, 2),
        "المرفأ",
        (
            "ما زال ما يزيد على 300 نازح يعيشون في مدرسة بصيدا في ظروف قاسية.",
            "More than 300 displaced people are still living in a school in central Sidon in difficult conditions.",
        ),
        (
            Wrong("negation", "لم يعد النازحون يقيمون في مدرسة وسط صيدا."),
            Wrong("opposite", "لا يزال أقل من 300 نازح يقيمون في مدرسة وسط صيدا."),
            Wrong("negation", "More than 300 displaced people are no longer living in the school in central Sidon."),
            Wrong("number", "More than 3,000 displaced people are still living in a school in central Sidon."),
        ),
    ),
    Case(
        "قدمت الأمم المتحدة مساعدات بقيمة 12 مليون دولار للمتضررين من الفيضانات في درنة، ولم تشمل المساعدات مدينة سوسة",
        date(2023, 9, 28),
        "صوت الساحل",
        (
            "بلغت قيمة مساعدات الأمم المتحدة للمتضررين من فيضانات درنة 12 مليون دولار.",
            "The United Nations gave 12 million dollars in aid to those hit by the floods in Derna.",
        ),
        (
            Wrong("number", "بلغت قيمة مساعدات الأمم المتحدة للمتضررين من فيضانات درنة 20 مليون دولار."),
            Wrong("negation", "شملت مساعدات الأمم المتحدة مدينة سوسة."),
            Wrong("number", "The United Nations gave 12 billion dollars in aid to those hit by the floods in Derna."),
            Wrong("person", "The Red Crescent gave 12 million dollars in aid to those hit by the floods in Derna."),
        ),
    ),
    Case(
        "ذكرت صحيفة القدس العربي أن الوفد القطري غادر القاهرة دون التوصل إلى اتفاق بشأن تبادل الأسرى",
        date(2024, 8, 26),
        "الضفاف",
        (
            "بحسب القدس العربي غادر الوفد القطري القاهرة من دون اتفاق على تبادل الأسرى.",
            "The Qatari delegation left Cairo without a deal on a prisoner exchange, Al-Quds Al-Arabi reported.",
        ),
        (
            Wrong("negation", "غادر الوفد القطري القاهرة بعد التوصل إلى اتفاق بشأن تبادل الأسرى، بحسب القدس العربي."),
            Wrong("outlet", "ذكرت صحيفة الشرق الأوسط أن الوفد القطري غادر القاهرة دون التوصل إلى اتفاق."),
            Wrong(
                "negation",
                "The Qatari delegation left Cairo with a deal on a prisoner exchange, Al-Quds Al-Arabi reported.",
            ),
            Wrong(
                "outlet", "The Qatari delegation left Cairo without a deal on a prisoner exchange, the BBC reported."
            ),
        ),
    ),
    Case(
        "أفرجت السلطات البحرينية عن 57 سجيناً بمناسبة عيد الفطر، بينهم ثلاث نساء",
        date(2024, 4, 9),
        "Gulf Wire",
        (
            "أطلقت السلطات في البحرين سراح 57 سجيناً بينهم 3 نساء بمناسبة عيد الفطر.",
            "Bahraini authorities released 57 prisoners, three of them women, for Eid al-Fitr.",
        ),
        (
            Wrong("opposite", "اعتقلت السلطات البحرينية 57 شخصاً بمناسبة عيد الفطر، بينهم ثلاث نساء."),
            Wrong("place", "أفرجت السلطات الكويتية عن 57 سجيناً بمناسبة عيد الفطر، بينهم ثلاث نساء."),
            Wrong("number", "Bahraini authorities released 75 prisoners, three of them women, for Eid al-Fitr."),
            Wrong("opposite", "Bahraini authorities arrested 57 people, three of them women, for Eid al-Fitr."),
        ),
    ),
    Case(
        "تراجع إنتاج النفط في ليبيا إلى نحو ثمانمئة ألف برميل يومياً بعد إغلاق حقل الشرارة",
        date(2024, 8, 8),
        "صوت الساحل",
        (
            "هبط إنتاج ليبيا النفطي إلى قرابة 800 ألف برميل في اليوم عقب إغلاق حقل الشرارة.",
            "Libya's oil output fell to about 800,000 barrels a day after the Sharara field was shut.",
        ),
        (
            Wrong("number", "هبط إنتاج ليبيا النفطي إلى قرابة 600 ألف برميل في اليوم عقب إغلاق حقل الشرارة."),
            Wrong("opposite", "ارتفع إنتاج النفط في ليبيا إلى نحو ثمانمئة ألف برميل يومياً."),
            Wrong("number", "Libya's oil output fell to about 80,000 barrels a day after the Sharara field was shut."),
            Wrong(
                "opposite", "Libya's oil output rose to about 800,000 barrels a day after the Sharara field was shut."
            ),
        ),
    ),
    Case(
        "قال قائد شرطة البصرة العميد ناصر الكعبي إن المشتبه به ليس عراقياً وإنه دخل البلاد قبل شهرين",
        date(2022, 10, 14),
        "وكالة الرافد",
        (
            "أعلن العميد ناصر الكعبي قائد شرطة البصرة أن المشتبه به ليس عراقياً.",
            "Basra's police chief Nasser al-Kaabi said the suspect is not Iraqi and entered the country two months ago.",
        ),
        (
            Wrong("negation", "أعلن العميد ناصر الكعبي قائد شرطة البصرة أن المشتبه به عراقي."),
            Wrong("person", "قال قائد شرطة البصرة العميد علي الساعدي إن المشتبه به ليس عراقياً."),
            Wrong("negation", "Basra's police chief Nasser al-Kaabi said the suspect is Iraqi."),
            Wrong("place", "Basra's police chief Nasser al-Kaabi said the suspect is not Syrian."),
        ),
    ),
    Case(
        "توجهت ثلاث بواخر محملة بالقمح من ميناء اللاذقية إلى ميناء بورتسودان",
        date(2023, 5, 19),
        "المرفأ",
        (
            "أبحرت ثلاث بواخر تحمل القمح من اللاذقية نحو بورتسودان.",
            "Three ships carrying wheat sailed from the port of Latakia to Port Sudan.",
        ),
        (
            Wrong("direction", "أبحرت ثلاث بواخر تحمل القمح من بورتسودان نحو اللاذقية."),
            Wrong("number", "أبحرت أربع بواخر تحمل القمح من اللاذقية نحو بورتسودان."),
            Wrong("direction", "Three ships carrying wheat sailed from Port Sudan to the port of Latakia."),
            Wrong("place", "Three ships carrying wheat sailed from the port of Tartus to Port Sudan."),
        ),
    ),
    Case(
        "أعلن مركز المصالحة أن الضربات الجوية استهدفت مواقع غير مأهولة في ريف إدلب ولم تسفر عن سقوط ضحايا",
        date(2020, 2, 5),
        "الضفاف",
        (
            "استهدفت الضربات الجوية مواقع غير مأهولة بريف إدلب ولم يسقط فيها ضحايا بحسب مركز المصالحة.",
            "The air strikes hit uninhabited sites in rural Idlib and caused no casualties, the reconciliation centre announced.",
        ),
        (
            Wrong("negation", "أسفرت الضربات الجوية على ريف إدلب عن سقوط ضحايا بحسب مركز المصالحة."),
            Wrong("place", "استهدفت الضربات الجوية مواقع غير مأهولة بريف حماة ولم يسقط فيها ضحايا."),
            Wrong("negation", "The air strikes in rural Idlib caused casualties, the reconciliation centre announced."),
            Wrong("unrelated", "The reconciliation centre opened a new hospital for children in rural Idlib."),
        ),
    ),
    Case(
        "انتخب البرلمان المغربي نادية العلوي رئيسة للجنة المالية بأغلبية 212 صوتاً مقابل 96",
        date(2023, 4, 12),
        "أطلس",
        (
            "صارت نادية العلوي رئيسة للجنة المالية في البرلمان المغربي بعد حصولها على 212 صوتاً مقابل 96.",
            "Morocco's parliament elected Nadia Alaoui head of the finance committee by 212 votes to 96.",
        ),
        (
            Wrong("person", "انتخب البرلمان المغربي فاطمة الزهراوي رئيسة للجنة المالية بأغلبية 212 صوتاً."),
            Wrong("number", "انتخب البرلمان المغربي نادية العلوي رئيسة للجنة المالية بأغلبية 221 صوتاً."),
            Wrong(
                "person", "Morocco's parliament elected Salma Idrissi head of the finance committee by 212 votes to 96."
            ),
            Wrong(
                "place", "Algeria's parliament elected Nadia Alaoui head of the finance committee by 212 votes to 96."
            ),
        ),
    ),
    Case(
        "أضرب مئات المعلمين في تونس يومي 5 و6 شباط احتجاجاً على تأخر صرف رواتبهم",
        date(2022, 2, 8),
        "أطلس",
        (
            "نفذ مئات المعلمين في تونس إضراباً في 5 و6 شباط 2022 بسبب تأخر رواتبهم.",
            "Hundreds of teachers in Tunisia went on strike on 5 and 6 February over late salaries.",
        ),
        (
            Wrong("number", "نفذ عشرات المعلمين في تونس إضراباً بسبب تأخر رواتبهم."),
            Wrong("date", "نفذ مئات المعلمين في تونس إضراباً في 5 و6 آذار 2022 بسبب تأخر رواتبهم."),
            Wrong("date", "Hundreds of teachers in Tunisia went on strike on 15 and 16 February over late salaries."),
            Wrong("number", "Thousands of teachers in Tunisia went on strike over late salaries."),
        ),
    ),
    Case(
        "لم تؤكد وزارة الداخلية ولم تنفِ خبر توقيف رجل الأعمال وليد سعادة في مطار بيروت",
        date(2021, 3, 17),
        "المرفأ",
        (
            "لم تنف وزارة الداخلية ولم تؤكد توقيف رجل الأعمال وليد سعادة في مطار بيروت.",
            "The interior ministry neither confirmed nor denied that businessman Walid Saadeh was held at Beirut airport.",
        ),
        (
            Wrong("negation", "أكدت وزارة الداخلية خبر توقيف رجل الأعمال وليد سعادة في مطار بيروت."),
            Wrong("role", "لم تؤكد وزارة العدل ولم تنف خبر توقيف رجل الأعمال وليد سعادة في مطار بيروت."),
            Wrong(
                "negation", "The interior ministry confirmed that businessman Walid Saadeh was held at Beirut airport."
            ),
            Wrong(
                "person",
                "The interior ministry neither confirmed nor denied that businessman Fadi Karam was held at Beirut airport.",
            ),
        ),
    ),
    Case(
        "وصلت بعثة من منظمة الصحة العالمية إلى الخرطوم في الثاني من حزيران لمتابعة تفشي الكوليرا الذي أودى بحياة 172 شخصاً خلال أسبوع",
        date(2025, 6, 4),
        "النيل اليوم",
        (
            "حلت بعثة لمنظمة الصحة العالمية في الخرطوم يوم 2 حزيران 2025 لمتابعة تفشي الكوليرا الذي قتل 172 شخصاً في أسبوع.",
            "A World Health Organization mission reached Khartoum on 2 June 2025 to follow a cholera outbreak that killed 172 people in a week.",
        ),
        (
            Wrong("role", "وصلت بعثة من منظمة العمل الدولية إلى الخرطوم في الثاني من حزيران لمتابعة تفشي الكوليرا."),
            Wrong(
                "number",
                "وصلت بعثة من منظمة الصحة العالمية إلى الخرطوم لمتابعة تفشي الكوليرا الذي أودى بحياة 127 شخصاً.",
            ),
            Wrong(
                "role",
                "A Red Cross mission reached Khartoum on 2 June 2025 to follow a cholera outbreak that killed 172 people in a week.",
            ),
            Wrong(
                "date",
                "A World Health Organization mission reached Khartoum on 12 June 2025 to follow a cholera outbreak.",
            ),
        ),
    ),
    Case(
        "أغلقت إسرائيل معبر كرم أبو سالم صباح الأحد بعد سقوط صواريخ، في حين بقي معبر رفح مفتوحاً",
        date(2024, 5, 6),
        "صوت الساحل",
        (
            "أقفلت إسرائيل معبر كرم أبو سالم صباح الأحد إثر سقوط صواريخ.",
            "Israel closed the Kerem Shalom crossing on Sunday morning after rockets fell, while the Rafah crossing stayed open.",
        ),
        (
            Wrong("opposite", "فتحت إسرائيل معبر كرم أبو سالم صباح الأحد بعد سقوط صواريخ."),
            Wrong("date", "أغلقت إسرائيل معبر كرم أبو سالم صباح الخميس بعد سقوط صواريخ."),
            Wrong("date", "Israel closed the Kerem Shalom crossing on Friday morning after rockets fell."),
            Wrong("unrelated", "Israel built a new railway to the Kerem Shalom crossing."),
        ),
    ),
    Case(
        "The ministry said on Monday that it would not extend the licence of the mobile operator, and gave its 230 employees three months' notice.",
        date(2023, 1, 18),
        "Gulf Wire",
        (
            "قالت الوزارة يوم الاثنين إنها لن تمدد رخصة مشغل الهاتف المحمول وإن أمام موظفيه البالغ عددهم 230 ثلاثة أشهر.",
            "The ministry announced on Monday that the mobile operator's licence will not be extended.",
        ),
        (
            Wrong("negation", "قالت الوزارة يوم الاثنين إنها ستمدد رخصة مشغل الهاتف المحمول."),
            Wrong("number", "قالت الوزارة يوم الاثنين إنها لن تمدد رخصة مشغل الهاتف المحمول الذي يعمل فيه 320 موظفاً."),
            Wrong("negation", "The ministry announced on Monday that the mobile operator's licence will be extended."),
            Wrong(
                "date", "The ministry announced on Thursday that the mobile operator's licence will not be extended."
            ),
        ),
    ),
    Case(
        "حكمت محكمة في الرباط على الصحفي يوسف بنجلون بالسجن سنتين بتهمة نشر أخبار كاذبة",
        date(2022, 6, 23),
        "أطلس",
        (
            "قضت محكمة بالرباط بسجن الصحفي يوسف بنجلون عامين لاتهامه بنشر أخبار كاذبة.",
            "A court in Rabat sentenced journalist Youssef Benjelloun to two years in prison for publishing false news.",
        ),
        (
            Wrong("opposite", "برأت محكمة في الرباط الصحفي يوسف بنجلون من تهمة نشر أخبار كاذبة."),
            Wrong("number", "حكمت محكمة في الرباط على الصحفي يوسف بنجلون بالسجن سبع سنوات."),
            Wrong("opposite", "A court in Rabat acquitted journalist Youssef Benjelloun of publishing false news."),
            Wrong(
                "person",
                "A court in Rabat sentenced journalist Omar Radi to two years in prison for publishing false news.",
            ),
        ),
    ),
    Case(
        "تسلم الجيش اليمني الدفعة الثالثة من الآليات، وعددها أربعون مدرعة، في معسكر قرب مأرب",
        date(2021, 12, 2),
        "الضفاف",
        (
            "وصلت الدفعة الثالثة من الآليات إلى الجيش اليمني قرب مأرب وتضم 40 مدرعة.",
            "The Yemeni army took delivery of a third batch of 40 armoured vehicles at a camp near Marib.",
        ),
        (
            Wrong("number", "تسلم الجيش اليمني الدفعة الثانية من الآليات في معسكر قرب مأرب."),
            Wrong("place", "تسلم الجيش اليمني الدفعة الثالثة من الآليات في معسكر قرب تعز."),
            Wrong(
                "number", "The Yemeni army took delivery of a fifth batch of 40 armoured vehicles at a camp near Marib."
            ),
            Wrong(
                "number", "The Yemeni army took delivery of a third batch of 14 armoured vehicles at a camp near Marib."
            ),
        ),
    ),
    Case(
        "أشاد الأمين العام لجامعة الدول العربية أحمد أبو الغيط بقرار وقف إطلاق النار في السودان",
        date(2023, 5, 21),
        "النيل اليوم",
        (
            "رحب الأمين العام للجامعة العربية أحمد أبو الغيط بوقف إطلاق النار في السودان.",
            "Arab League Secretary-General Ahmed Aboul Gheit praised the ceasefire decision in Sudan.",
        ),
        (
            Wrong("person", "رحب الأمين العام للأمم المتحدة أنطونيو غوتيريش بوقف إطلاق النار في السودان."),
            Wrong("opposite", "ندد الأمين العام لجامعة الدول العربية أحمد أبو الغيط بقرار وقف إطلاق النار في السودان."),
            Wrong("person", "UN Secretary-General Antonio Guterres praised the ceasefire decision in Sudan."),
            Wrong(
                "opposite", "Arab League Secretary-General Ahmed Aboul Gheit condemned the ceasefire decision in Sudan."
            ),
        ),
    ),
    Case(
        "قال شهود عيان إن اشتباكات اندلعت بين فصيلين في مخيم عين الحلوة وأدت إلى نزوح 60 عائلة على الأقل",
        date(2023, 8, 1),
        "المرفأ",
        (
            "نزحت 60 عائلة على الأقل إثر اشتباكات بين فصيلين في مخيم عين الحلوة بحسب شهود.",
            "Witnesses said clashes between two factions in the Ain al-Hilweh camp displaced at least 60 families.",
        ),
        (
            Wrong("number", "نزحت 600 عائلة على الأقل إثر اشتباكات بين فصيلين في مخيم عين الحلوة."),
            Wrong("place", "نزحت 60 عائلة على الأقل إثر اشتباكات بين فصيلين في مخيم نهر البارد."),
            Wrong(
                "number",
                "Witnesses said clashes between four factions in the Ain al-Hilweh camp displaced at least 60 families.",
            ),
            Wrong(
                "place",
                "Witnesses said clashes between two factions in the Shatila camp displaced at least 60 families.",
            ),
        ),
    ),
    Case(
        "رفعت السعودية أسعار البنزين 11 في المائة اعتباراً من مطلع كانون الثاني 2024",
        date(2024, 1, 2),
        "Gulf Wire",
        (
            "زادت السعودية أسعار البنزين بنسبة 11% بدءاً من كانون الثاني 2024.",
            "Saudi Arabia raised petrol prices by 11 percent from the start of January 2024.",
        ),
        (
            Wrong("opposite", "خفضت السعودية أسعار البنزين 11 في المائة اعتباراً من مطلع كانون الثاني 2024."),
            Wrong("date", "زادت السعودية أسعار البنزين بنسبة 11% بدءاً من تموز 2024."),
            Wrong("number", "Saudi Arabia raised petrol prices by 11 dollars from the start of January 2024."),
            Wrong("opposite", "Saudi Arabia cut petrol prices by 11 percent from the start of January 2024."),
        ),
    ),
    Case(
        "أوقفت المفوضية العليا للاجئين توزيع المساعدات النقدية في الزعتري، وعزت ذلك إلى نقص التمويل",
        date(2022, 9, 11),
        "نبض الجبل",
        (
            "علقت المفوضية العليا للاجئين توزيع المساعدات النقدية في الزعتري بسبب نقص التمويل.",
            "The UN refugee agency stopped handing out cash aid in Zaatari, blaming a shortage of funds.",
        ),
        (
            Wrong("opposite", "استأنفت المفوضية العليا للاجئين توزيع المساعدات النقدية في الزعتري."),
            Wrong("place", "أوقفت المفوضية العليا للاجئين توزيع المساعدات النقدية في مخيم الأزرق بسبب نقص التمويل."),
            Wrong("opposite", "The UN refugee agency resumed handing out cash aid in Zaatari."),
            Wrong("unrelated", "The UN refugee agency moved its regional headquarters and appointed a director."),
        ),
    ),
)
"""Looked at while the guard was made."""


def pairs() -> list[Pair]:
    """Return every sentence of the table with its quote."""
    return [
        Pair(case, sentence, kind, held_out)
        for cases, held_out in ((HELD_OUT, True), (TUNED, False))
        for case in cases
        for kind, sentence in [*(("right", text) for text in case.right), *((w.kind, w.text) for w in case.wrong)]
    ]
