//! Reports in other languages than English, and English words that look like theirs. All names and texts are invented.

use super::super::date::find_dates;
use super::{check, is_special, read, reports};
use crate::report::Report;
use crate::vocabulary::Reading;

/// The first date of a text, with its weekday in brackets.
fn date(text: &str) -> String {
    let found = find_dates(text, &Reading::builtin().dates).into_iter().next();
    let day = found.as_ref().and_then(super::super::date::Found::date).map(|date| date.to_string());
    let weekday = found.and_then(|found| found.weekday).map(|weekday| format!(" ({weekday})"));
    format!("{}{}", day.unwrap_or_else(|| "none".to_owned()), weekday.unwrap_or_default())
}

#[test]
fn dates_in_words() {
    check(
        [
            ("Mittwoch, 3. April 2024", "2024-04-03 (3)"),
            ("3. März 2024", "2024-03-03"),
            ("3. Maerz 2024", "2024-03-03"),
            ("3. MÄRZ 2024", "2024-03-03"),
            ("3. Ma\u{308}rz 2024", "2024-03-03"),
            ("am 12. Dezember 2024", "2024-12-12"),
            ("03.04.2024", "2024-04-03"),
            ("Protokoll vom 1. Jänner 2024", "2024-01-01"),
            ("le 3 avril 2024", "2024-04-03"),
            ("mercredi 3 avril 2024", "2024-04-03 (3)"),
            ("le 1er août 2024", "2024-08-01"),
            ("1er aout 2024", "2024-08-01"),
            ("3 fe\u{301}vrier 2024", "2024-02-03"),
            ("mercredi 03/04/2024", "2024-04-03 (3)"),
            ("miércoles, 3 de abril de 2024", "2024-04-03 (3)"),
            ("miercoles 3 de abril del 2024", "2024-04-03 (3)"),
            ("1º de mayo de 2024", "2024-05-01"),
            ("sábado, 15 de junio de 2024", "2024-06-15 (6)"),
            ("Wednesday 04/03/2024", "2024-04-03 (3)"),
            ("two years ago, 5 people met", "none"),
            ("set 5 goals in 2024", "none"),
            ("Sam, 6 May 2024", "2024-05-06"),
        ],
        date,
    );
}

/// The day, the people and what is decided, proposed or to be done in a report.
fn told(report: &Report) -> String {
    let date = report.date.map_or("none".to_owned(), |date| date.to_string());
    let people: Vec<&str> = report.attendees.iter().map(|person| person.name.as_str()).collect();
    let entries: Vec<String> = report
        .entries
        .iter()
        .filter(|entry| is_special(entry.kind))
        .map(|entry| super::shown(entry, 0))
        .collect();
    format!("{date}: {} | {}", people.join(", "), entries.join("; "))
}

fn only(text: &str) -> String {
    reports("forum/protokoll.md", text).iter().map(told).collect::<Vec<_>>().join("\n")
}

#[test]
fn whole_reports() {
    let german = "# Protokoll der Sitzung vom Mittwoch, 3. April 2024\n\nAnwesend: Anna Quell, Ben Marsch und Cleo Tanner\n\n\
        Entschuldigt: Dov Ilan\n\n## Schuppen\n\n- Das Dach ist undicht.\n- **Beschluss:** Der Schuppen wird grün gestrichen.\n\
        - Anna kümmert sich um die Farbe.\n\n## Aufgaben\n\n- [ ] Ben: Angebot einholen bis 12.5.\n- [x] Cleo: Hafenamt anrufen\n\n\
        Nächste Sitzung: 8. Mai 2024\n";
    let french = "# Compte rendu de la réunion\n\nDate : mercredi 3 avril 2024\n\n## Présents\n\n- Anne Quille\n- Bruno Marais\n\n\
        ## Excusés\n\n- Chloé Tanneur\n\n## Abri\n\n- Le toit fuit.\n- Décision : l'abri est repeint en vert.\n\
        - Anne s'occupe de la peinture.\n\n## Tâches\n\n- [ ] Bruno : appeler la mairie\n";
    let spanish = "# Acta de la reunión\n\n**Fecha:** miércoles, 3 de abril de 2024\n\nAsistentes: Ana Quiroga, Benito Marín y Clea Tanos\n\n\
        Ausentes: Darío Ilán\n\n## Cobertizo\n\n- El techo gotea.\n- **Acuerdo:** el cobertizo se pinta de verde.\n\
        - Ana se encarga de la pintura.\n\n## Tareas\n\n- [ ] Benito: llamar al ayuntamiento\n";
    check(
        [
            (
                german,
                "2024-04-03: Anna Quell, Ben Marsch, Cleo Tanner | 10 decision; 11 action Anna; 15 action Ben; 16 action Cleo done",
            ),
            (french, "2024-04-03: Anne Quille, Bruno Marais | 17 decision; 18 action Anne; 22 action Bruno"),
            (
                spanish,
                "2024-04-03: Ana Quiroga, Benito Marín, Clea Tanos | 12 decision; 13 action Ana; 17 action Benito",
            ),
        ],
        only,
    );
}

/// What is told by a text below a roll call with `Anna`, `Anne`, `Ana` and `Ben`; lines count from the text on.
fn below(text: &str) -> String {
    let head = "# 2024-04-03\n\n## Present\n\n- Anna Quell\n- Anne Quille\n- Ana Quiroga\n- Ben Marsh\n\n## Garden\n\n";
    let lines = u32::try_from(head.matches('\n').count()).unwrap();
    let report = reports("forum/2024-04-03.md", &format!("{head}{text}")).remove(0);
    let entries = report.entries.iter().filter(|entry| is_special(entry.kind));
    entries.map(|entry| super::shown(entry, lines)).collect::<Vec<_>>().join("; ")
}

#[test]
fn decisions() {
    check(
        [
            ("- Beschluss: Der Zaun bleibt.", "1 decision"),
            ("- Einstimmig angenommen.", "1 decision"),
            ("- Wir haben beschlossen, den Mäher zu verkaufen.", "1 decision"),
            ("Anna wird vorgeschlagen und einstimmig als Kassenwartin gewählt.", "1 decision"),
            ("Der Vorschlag wird mit zwei Stimmen und einer Enthaltung angenommen.", "1 decision"),
            ("Die Mitgliederversammlung nimmt diesen Antrag mit zwei Enthaltungen an.", "1 decision"),
            ("Die Mitgliederversammlung beschließt, dass der Zaun bleibt.", "1 decision"),
            ("Der Kassenwart wird beauftragt, den Mäher zu verkaufen.", "1 decision"),
            ("Anna nimmt den Hammer und geht an das Dach.", ""),
            ("Der Antrag wird einstimmig von der Mitgliederversammlung angenommen.", "1 decision"),
            ("Es wird ein neuer Tag für das Fest festgelegt.", "1 decision"),
            ("- Der Vorstand hat den neuen Zaun genehmigt.", "1 decision"),
            ("- Es wurde vereinbart, dass die Rosen bleiben.", "1 decision"),
            ("- Der Antrag wurde mit 5 Stimmen angenommen.", "1 decision"),
            ("## Beschlüsse\n\n- Der Mäher wird verkauft.\n", "3 decision"),
            ("## Offene Entscheidungen\n\n- Farbe des Schuppens\n", "3 proposal"),
            ("- Antrag: den Mäher verkaufen", "1 proposal"),
            ("- Wir haben noch nicht entschieden.", ""),
            ("- Wenn der Vorstand beschlossen hat, geht es weiter.", ""),
            ("## Beschlüsse\n\nKeine.\n", ""),
            ("- Décision : la clôture reste.", "1 decision"),
            ("- Adopté à l'unanimité.", "1 decision"),
            ("Budget de l'abri validé.", "1 decision"),
            ("Budget de l'abri non validé.", ""),
            ("Il faut que le maire approuve.", ""),
            ("Le mot de passe est valide.", ""),
            ("Il faut un certificat valide.", ""),
            ("- Seeking other adoptees", ""),
            ("**Résolution n° 2 : Approbation des comptes**", "1 decision"),
            ("- Nous avons décidé de vendre la tondeuse.", "1 decision"),
            ("- Il a été convenu que les rosiers restent.", "1 decision"),
            ("- 5 pour, 1 contre, 2 abstentions.", "1 decision"),
            ("## Décisions à prendre\n\n- La couleur de l'abri\n", "3 proposal"),
            ("- Le groupe n'a pas encore décidé.", ""),
            ("- Aucune décision.", ""),
            ("- Acuerdo: la valla se queda.", "1 decision"),
            ("- Se aprueba por unanimidad.", "1 decision"),
            ("- Se acuerda vender la segadora.", "1 decision"),
            ("- Hemos decidido vender la segadora.", "1 decision"),
            ("- La propuesta queda aprobada.", "1 decision"),
            ("## Decisiones pendientes\n\n- El color del cobertizo\n", "3 proposal"),
            ("- Todavía no se ha decidido.", ""),
            ("- Hay que decidir el color.", "1 proposal"),
        ],
        below,
    );
}

#[test]
fn decisions_in_the_forms_of_their_words() {
    check(
        [
            ("- Wir beschlossen, den Mäher zu verkaufen.", "1 decision"),
            ("- Die Runde beschloss den neuen Zaun.", "1 decision"),
            ("- Der neue Zaun wurde beschlossen.", "1 decision"),
            ("- Gestern wurden die Farben festgelegt.", "1 decision"),
            ("- Die Gruppe einigte sich auf Grün.", "1 decision"),
            ("- Alle stimmten dem Zaun zu.", "1 decision"),
            ("- Festgelegt: der Zaun wird grün.", "1 decision"),
            ("- Der neue Zaun wurde noch nicht beschlossen.", ""),
            ("- Wenn die Farben festgelegt wurden, geht es weiter.", ""),
            ("- Der Zaun wurde gestrichen.", ""),
            ("- La peinture verte a été décidée.", "1 decision"),
            ("- Les statuts ont été adoptés.", "1 decision"),
            ("- La proposition est validée par tous.", "1 decision"),
            ("- Décidée : la vente de la tondeuse.", "1 decision"),
            ("- Les membres ont approuvé les comptes.", "1 decision"),
            ("- Les couleurs n'ont pas été décidées.", ""),
            ("- Si elle a été adoptée, nous continuons.", ""),
            ("- La clôture a été peinte.", ""),
            ("- La venta fue acordada.", "1 decision"),
            ("- Los colores quedan aprobados.", "1 decision"),
            ("- Acordada: la venta de la segadora.", "1 decision"),
            ("- Se acordaron los colores.", "1 decision"),
            ("- Los asistentes aprobaron las cuentas.", "1 decision"),
            ("- Los colores no fueron acordados.", ""),
            ("- Las cuentas deben ser aprobadas.", ""),
            ("- La valla fue pintada.", ""),
        ],
        below,
    );
}

#[test]
fn actions() {
    check(
        [
            ("- Aufgabe: Zaun streichen (Ben)", "1 action Ben"),
            ("- TODO: Zaun streichen", "1 action"),
            ("- Anna kümmert sich um den Zaun.", "1 action Anna"),
            ("- Anna und Ben kümmern sich um den Zaun.", "1 action Anna+Ben"),
            ("- Ben übernimmt den Zaun.", "1 action Ben"),
            ("- Anna schreibt an das Hafenamt bis 12.5.", "1 action Anna"),
            ("- Ben wird das Hafenamt anrufen.", "1 action Ben"),
            ("- Prüfen der Rechnung (Anna)", "1 action Anna"),
            ("- Aufgabe für Anna: der Zaun", "1 action Anna"),
            (
                "## Nächste Schritte\n\n- Anna: Zaun streichen\n- Ben: Mäher verkaufen (erledigt)\n",
                "3 action Anna; 4 action Ben done",
            ),
            (
                "## Aufgaben\n\n| Aufgabe | Wer | Stand |\n|---|---|---|\n| Zaun streichen | Anna | erledigt |\n",
                "5 action Anna done",
            ),
            ("## Aufgaben\n\nKeine.\n", ""),
            ("- Anna hat den Zaun gestrichen.", ""),
            ("- Tâche : repeindre la clôture (Ben)", "1 action Ben"),
            ("- Anne s'occupe de la clôture.", "1 action Anne"),
            ("- Anne et Ben s'occupent des rosiers.", "1 action Anne+Ben"),
            ("- Ben va appeler la mairie.", "1 action Ben"),
            ("- Serveur doit écrire au maire.", ""),
            ("- Écrire au maire (Anne)", "1 action Anne"),
            ("- Action pour Anne : la clôture", "1 action Anne"),
            ("- Le toit doit tenir.", ""),
            ("- Anne prend en charge la clôture.", "1 action Anne"),
            (
                "## Prochaines étapes\n\n- Anne : repeindre la clôture\n- Ben : vendre la tondeuse (fait)\n",
                "3 action Anne; 4 action Ben done",
            ),
            ("- Anne a repeint la clôture.", ""),
            ("- Tarea: pintar la valla (Ben)", "1 action Ben"),
            ("- Ana se encarga de la valla.", "1 action Ana"),
            ("- Ana y Ben se encargan de los rosales.", "1 action Ana+Ben"),
            ("- Ben va a llamar al ayuntamiento.", "1 action Ben"),
            ("- Servidor debe llamar al ayuntamiento.", ""),
            ("- Tarea para Ana: la valla", "1 action Ana"),
            (
                "## Próximos pasos\n\n- Ana: pintar la valla\n- Ben: vender la segadora (hecho)\n",
                "3 action Ana; 4 action Ben done",
            ),
            ("- Ana ha pintado la valla.", ""),
        ],
        below,
    );
}

#[test]
fn other_kinds() {
    let kind = |text: &str| {
        let report = reports(
            "forum/2024-04-03.md",
            &format!("# 2024-04-03\n\n## Present\n\n- Ada Quill\n- Ben Marsh\n\n{text}"),
        );
        let kinds: Vec<String> =
            report.iter().flat_map(|report| &report.entries).map(|entry| entry.kind.to_string()).collect();
        kinds.join(", ")
    };
    check(
        [
            ("## Offene Fragen\n\n- Wie oft treffen wir uns im Sommer", "question"),
            ("## Garten\n\n- Wer gießt im Sommer die Rosen?", "question"),
            ("## Neuigkeiten\n\n- Der neue Mäher steht im Schuppen", "update"),
            ("## Garten\n\n- Vielen Dank an Cleo für den Kuchen", "thanks"),
            ("## Nouvelles\n\n- La tondeuse est arrivée hier matin", "update"),
            ("## Jardin\n\n- Merci à Chloé pour le gâteau", "thanks"),
            ("## Novedades\n\n- La segadora llegó ayer por la mañana", "update"),
            ("## Jardín\n\n- Muchas gracias a Clea por la tarta", "thanks"),
        ],
        kind,
    );
}

#[test]
fn cancelled_meetings() {
    let cancelled = |text: &str| {
        let read = read("forum/2024-04-03.md", text);
        let told = read.cancelled.iter().map(|meeting| format!("{} {}", meeting.when, meeting.line));
        format!("{} {}", read.drafts.len(), told.collect::<Vec<_>>().join(", "))
    };
    check(
        [
            ("# Sitzung vom 3. April 2024\n\nDie Sitzung wurde abgesagt.\n", "0 2024-04-03 3"),
            ("# Sitzung\n\nEntfällt.\n", "0 2024-04-03 3"),
            ("# Réunion du 3 avril 2024\n\nRéunion annulée.\n", "0 2024-04-03 3"),
            ("# Reunión\n\nNo hubo reunión.\n", "0 2024-04-03 3"),
            ("# Sitzung\n\nDie Rosen wurden geschnitten, Ben war nicht da.\n", "1 "),
        ],
        cancelled,
    );
}

#[test]
fn english_words_that_look_foreign_say_nothing_else() {
    check(
        [
            ("- My son will die of laughter, on a point of action.", ""),
            ("- No sin in that, or in the fait accompli of the commission.", ""),
            ("- The plant falls, and the stand is fertig by no means.", ""),
            ("- Ben has a point about the fin de saison decor.", ""),
            ("- Die cast parts: the set is in the shed.", ""),
        ],
        below,
    );
    // Surnames and first names that are words elsewhere.
    let names = |text: &str| {
        let report = reports("forum/2024-04-03.md", &format!("# 2024-04-03\n\n## Present\n\n{text}"));
        let people = report.iter().flat_map(|report| &report.attendees).map(|person| person.name.clone());
        people.collect::<Vec<_>>().join(", ")
    };
    check(
        [
            (
                "- Ankit Das\n- Si Chen\n- Des Hinds\n- Su\n- Fin Oake\n",
                "Ankit Das, Si Chen, Des Hinds, Su, Fin Oake",
            ),
            ("- Ana de la Cruz\n- Ida von der Aue\n- Les Pym\n", "Ana de la Cruz, Ida von der Aue, Les Pym"),
        ],
        names,
    );
}

#[test]
fn a_weekday_that_does_not_fit_is_told() {
    let rules = |text: &str| {
        let read = read("forum/protokoll.md", text);
        let told = read
            .warnings
            .iter()
            .map(|warning| format!("{}:{} {}", warning.line, warning.column, warning.rule));
        told.collect::<Vec<_>>().join(", ")
    };
    check(
        [
            ("# Sitzung\n\nDatum: Dienstag, 3. April 2024\n", "3:18 weekday"),
            ("# Sitzung\n\nDatum: Mittwoch, 3. April 2024\n", ""),
        ],
        rules,
    );
}

/// Owners, due days and kinds in the other languages; the meeting was on Tuesday, 6 May 2031.
fn asked(text: &str) -> String {
    let report = super::held(text);
    let entries = report.entries.iter().filter(|entry| is_special(entry.kind));
    let told = entries.map(|entry| {
        let due = entry.due.map_or(String::new(), |day| format!(" {day}"));
        format!("{} {}{due}", entry.kind, entry.owners.join("+"))
    });
    told.collect::<Vec<_>>().join("; ")
}

#[test]
fn days_until_which_something_is_to_be_done() {
    check(
        [
            ("- TODO: Ada: Kasse prüfen bis zum 30.09.2031", "action Ada 2031-09-30"),
            ("- TODO: Ada: Kasse prüfen bis 20. Mai", "action Ada 2031-05-20"),
            ("- TODO: Ada: Kasse prüfen (bis Freitag)", "action Ada 2031-05-09"),
            ("- TODO: Ada: Kasse prüfen, fällig am 20.05.2031", "action Ada 2031-05-20"),
            ("- TODO: Ada: Kasse prüfen, Frist: 17.05.2031", "action Ada 2031-05-17"),
            ("- TODO: Ada: Kasse prüfen bis Ende des Monats", "action Ada 2031-05-31"),
            ("- TODO: Ada: Kasse prüfen - Ben (bis Freitag)", "action Ada 2031-05-09"),
            ("- Tâche : Ada : vérifier la caisse avant le 30 septembre", "action Ada 2031-09-30"),
            ("- TODO: Ada: vérifier la caisse d’ici vendredi", "action Ada 2031-05-09"),
            ("- TODO: Ada: vérifier la caisse d'ici fin mai", "action Ada 2031-05-31"),
            ("- TODO: Ada: vérifier la caisse, échéance : 17/05/2031", "action Ada 2031-05-17"),
            ("- TODO: Ada: revisar la caja antes del 30 de septiembre", "action Ada 2031-09-30"),
            ("- TODO: Ada: revisar la caja, plazo: 17/05/2031", "action Ada 2031-05-17"),
            ("- TODO: Ada: revisar la caja antes de finales de mayo", "action Ada 2031-05-31"),
            ("- TODO: Ada: Kasse prüfen, die bis dahin stimmt", "action Ada"),
        ],
        asked,
    );
}

#[test]
fn things_and_motions_in_german() {
    check(
        [
            ("- TODO: Kasse prüfen (Cleo)", "action Cleo"),
            ("- TODO: Kasse prüfen bis Freitag (Cleo)", "action Cleo 2031-05-09"),
            ("- TODO: Mary schreibt den Brief", "action Mary"),
            ("- Ben stellt den Antrag auf eine neue Leiter.", "proposal "),
            ("- Ben stellt die Leiter in den Schuppen.", "action Ben"),
        ],
        asked,
    );
}
