//! What `sockeye` alone looks like on screens of several widths, from surveys made by hand.

use super::super::crew::CrewId;
use super::super::survey::{Offer, OfferKey, Talk, TalkKey, Way};
use super::*;
use crate::commands::parties::tests::{member, process};
use crate::commands::parties::{Member, Party, PartyId};
use jiff::tz::TimeZone;
use model::{Exposure, NoOwner, State};
use render::style::Colours;
use std::collections::HashMap;
use std::net::IpAddr;
use std::time::{Duration, UNIX_EPOCH};

const NOON: u64 = 1_795_262_400;

/// A survey being made.
#[derive(Default)]
struct Scene {
    survey: Survey,
    parties: HashMap<CrewId, PartyId>,
}

impl Scene {
    fn crew(&mut self, members: Vec<Member>) -> CrewId {
        self.party(Party::Held(members))
    }

    fn party(&mut self, party: Party) -> CrewId {
        let id = self.survey.parties.add(party);
        let crew = self.survey.crews.of(id, self.survey.parties.get(id));
        self.parties.insert(crew, id);
        crew
    }

    fn offer(&mut self, crew: CrewId, port: u16, exposure: Exposure, addresses: &[&str]) -> &mut Offer {
        let key = OfferKey { exposure, port, transport: "tcp", crew };
        let offer = self.survey.offers.entry(key).or_default();
        offer.holders.insert(self.parties[&crew]);
        offer.addresses = addresses.iter().map(|address| address.parse().unwrap()).collect();
        offer
    }

    fn talk(&mut self, crew: CrewId, way: Way, peers: &[(&str, Option<u16>, usize)]) -> &mut Talk {
        let talk = self.survey.talks.entry(TalkKey { crew, way, transport: "tcp" }).or_default();
        talk.holders.insert(self.parties[&crew]);
        if let Way::Within(_, server) = way {
            talk.servers.insert(self.parties[&server]);
        }
        for (address, port, count) in peers {
            talk.count += count;
            talk.peers.insert((address.parse().unwrap(), *port), *count);
        }
        talk
    }
}

fn aged(member: Member, seconds: u64) -> Member {
    Member { started: Some(UNIX_EPOCH + Duration::from_secs(NOON - seconds)), ..member }
}

/// A web server with its database, a resolver, a client on the same host, and somebody who does not close.
fn busy() -> Survey {
    let mut scene = Scene::default();
    let nginx = scene.crew((812..816).map(|id| aged(process(id, "nginx", "root"), 273_600)).collect());
    let sshd = scene.crew(vec![aged(process(77, "sshd", "root"), 1_036_800)]);
    let named = scene.crew(vec![aged(process(91, "named", "bind"), 7_500)]);
    let postgres = scene.crew(vec![aged(process(95, "postgres", "postgres"), 273_000)]);
    let curl = scene.crew(vec![aged(member(4711, "curl"), 3)]);
    let kernel = scene.party(Party::Nobody(NoOwner::Kernel));
    let web = scene.offer(nginx, 443, Exposure::World, &["0.0.0.0", "::"]);
    (web.service, web.waiting) = (Some(b"https".to_vec()), (600, 511));
    scene.offer(sshd, 22, Exposure::World, &["::"]).takes_both = true;
    scene.offer(kernel, 2049, Exposure::World, &["0.0.0.0"]).service = Some(b"nfs".to_vec());
    let addresses = ["192.168.1.5", "10.0.0.1", "fe80::1"];
    scene.offer(named, 53, Exposure::OneInterface, &addresses).service = Some(b"domain".to_vec());
    scene.offer(named, 53, Exposure::Loopback, &["127.0.0.1", "::1"]).service = Some(b"domain".to_vec());
    scene.offer(postgres, 5432, Exposure::Loopback, &["127.0.0.1"]).waiting = (3, 200);
    for port in 9000..9008 {
        scene.offer(curl, port, Exposure::Loopback, &["127.0.0.1"]);
    }
    scene.talk(nginx, Way::In(443), &[("10.0.0.5", None, 12), ("10.0.0.6", None, 4), ("192.0.2.9", None, 1)]);
    let backends = [("10.1.0.5", Some(8080), 9), ("2001:db8::17", Some(8080), 3), ("10.1.0.7", Some(8080), 1)];
    let talk = scene.talk(nginx, Way::Out, &backends);
    talk.peers.insert(("10.1.0.9".parse().unwrap(), Some(8080)), 1);
    talk.count += 1;
    talk.unsettled.insert("CLOSE-WAIT", (State::CloseWait, 2));
    scene.talk(curl, Way::Within(443, nginx), &[]).count = 3;
    scene.talk(postgres, Way::Out, &[("10.0.0.200", Some(5432), 1)]);
    let counts = &mut scene.survey.counts;
    (counts.listeners, counts.bound) = (14, 2);
    counts.connections.extend([("ESTABLISHED", 33), ("CLOSE-WAIT", 2), ("TIME-WAIT", 212)]);
    scene.survey
}

fn frame<'a>(clock: &'a Clock, unseen: &[&str]) -> Frame<'a> {
    let unseen = unseen.iter().map(|text| (*text).to_owned()).collect();
    let now = UNIX_EPOCH + Duration::from_secs(NOON);
    Frame { host: b"web-1", clock, now, namespaces: 3, unseen }
}

fn screen(width: Option<u16>) -> Screen {
    Screen { width, colours: Colours::Never }
}

fn clock() -> Clock {
    Clock::new(TimeZone::UTC, UNIX_EPOCH + Duration::from_secs(NOON))
}

fn shown(survey: &Survey, width: u16) -> String {
    let clock = clock();
    let frame = frame(&clock, &["who holds 12 of the sockets"]);
    String::from_utf8(for_people(survey, &frame, screen(Some(width))).unwrap()).unwrap()
}

#[test]
fn screens_of_every_width_show_what_is_offered_and_who_talks() {
    for width in [40, 80, 120, 200] {
        insta::assert_snapshot!(format!("busy_{width}"), shown(&busy(), width));
    }
}

#[test]
fn a_pipe_gets_a_fact_a_row() {
    let clock = clock();
    let text = for_programs(&busy(), &frame(&clock, &["who holds 12 of the sockets"]), screen(None)).unwrap();
    insta::assert_snapshot!("busy_pipe", String::from_utf8(text).unwrap());
}

#[test]
fn a_host_without_sockets_has_one_line() {
    let clock = clock();
    let frame = Frame { namespaces: 0, ..frame(&clock, &[]) };
    let text = for_people(&Survey::default(), &frame, screen(Some(80))).unwrap();
    assert_eq!(String::from_utf8(text).unwrap(), "web-1  12:00:00  0 listeners\n");
}

#[test]
fn of_many_crews_those_with_the_most_are_shown_and_the_others_counted() {
    let mut scene = Scene::default();
    for id in 0..100_u32 {
        let crew = scene.crew(vec![member(id + 2, &format!("worker-{id}"))]);
        scene.talk(crew, Way::Out, &[("192.0.2.1", Some(443), id as usize + 1)]);
        scene.offer(crew, 1000 + id as u16, Exposure::World, &["0.0.0.0"]);
    }
    let text = shown(&scene.survey, 80);
    assert!(text.contains("worker-99 ") && !text.contains("worker-74 ×"), "{text}");
    assert!(text.contains("… 75 more processes with 2850 connections"), "{text}");
    assert!(text.contains("… 60 more (sockeye list state listening)"), "{text}");
}

#[test]
fn hostile_names_keep_to_their_place() {
    let mut scene = Scene { survey: busy(), ..Scene::default() };
    scene.survey.crews = Default::default();
    scene.survey.offers.clear();
    scene.survey.talks.clear();
    let name = "\x1b]0;x\x07\n\u{202e}".repeat(400);
    let crew = scene.crew(vec![process(666, &name, &name)]);
    scene.offer(crew, 1, Exposure::OneInterface, &["10.0.0.1"]).interfaces.insert(name.clone().into_bytes());
    scene.offer(crew, 2, Exposure::World, &["::"]).service = Some(name.clone().into_bytes());
    scene.talk(crew, Way::Within(1, crew), &[]).count = 1;
    for width in [1, 2, 7, 20, 40, 80, 200] {
        let text = shown(&scene.survey, width);
        assert!(text.chars().all(|character| character == '\n' || !character.is_control()), "{text:?}");
        assert!(!text.contains('\u{202e}'));
        let widest = text.lines().map(|line| line.chars().count()).max();
        assert!(widest <= Some(usize::from(width)), "{width}: {widest:?}\n{text}");
    }
}

#[test]
fn peers_are_ranked() {
    let mut talk = Talk::default();
    let peer = |address: &str| (address.parse::<IpAddr>().unwrap(), None);
    talk.peers.extend([(peer("10.0.0.1"), 1), (peer("10.0.0.2"), 7)]);
    assert_eq!(talks::by_count(&talk), [(peer("10.0.0.2"), 7), (peer("10.0.0.1"), 1)]);
}
