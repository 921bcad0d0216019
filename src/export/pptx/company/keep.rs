//! What is kept of a template: masters, layouts, themes and the pictures these use, under names of ours.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use roxmltree::Node;

use super::super::kinds;
use super::archive::{Archive, RELATIONSHIPS, Relation};
use super::cut::without_others;
use super::error::TemplateError;
use super::ids::Ids;
use super::xml::xml;
use crate::export::ooxml::package::{Kind, Part, Reference};
use crate::export::ooxml::pictures;

/// What is kept of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Kept {
    pub(super) parts: Vec<Part>,
    /// The masters in their order.
    pub(super) masters: Vec<Master>,
    pub(super) themes: usize,
}

/// A master that was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Master {
    pub(super) part: String,
    pub(super) id: u64,
    pub(super) theme: String,
    /// In their order.
    pub(super) layouts: Vec<String>,
}

/// What a part that is kept is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    Master,
    Layout,
    Theme,
    ThemeOverride,
    /// A picture whose name ends so.
    Picture(&'static str),
}

impl Role {
    /// What a part is that has `self`, when it refers to something that is kept.
    fn of(self, relation: &Relation) -> Option<Self> {
        let target = relation.target.as_deref()?;
        match (self, relation.kind.as_str()) {
            (Self::Layout, "slideMaster") => Some(Self::Master),
            (Self::Master, "slideLayout") => Some(Self::Layout),
            (Self::Master, "theme") => Some(Self::Theme),
            (Self::Layout, "themeOverride") => Some(Self::ThemeOverride),
            (_, "image") => pictures::ending(target).map(Self::Picture),
            _ => None,
        }
    }

    const fn kind(self) -> Kind {
        match self {
            Self::Master => kinds::MASTER,
            Self::Layout => kinds::LAYOUT,
            Self::Theme => Kind::THEME,
            Self::ThemeOverride => Kind::THEME_OVERRIDE,
            Self::Picture(ending) => Kind::picture(ending),
        }
    }

    fn name(self, number: usize) -> String {
        match self {
            Self::Master => format!("ppt/slideMasters/slideMaster{number}.xml"),
            Self::Layout => format!("ppt/slideLayouts/slideLayout{number}.xml"),
            Self::Theme => format!("ppt/theme/theme{number}.xml"),
            Self::ThemeOverride => format!("ppt/theme/themeOverride{number}.xml"),
            Self::Picture(ending) => format!("ppt/media/image{number}.{ending}"),
        }
    }
}

/// Keeps the masters at `masters`, the names of their parts, and what they need.
///
/// # Errors
/// A part is missing, damaged, or needs what is not kept.
pub(super) fn keep(archive: &mut Archive<'_>, masters: &[String]) -> Result<Kept, TemplateError> {
    let mut keeper = Keeper::default();
    for master in masters {
        keeper.name(master, Role::Master);
    }
    while let Some((old, role)) = keeper.waiting.pop_front() {
        let part = keeper.part(archive, &old, role)?;
        keeper.parts.push(part);
    }
    keeper.finished(masters)
}

#[derive(Default)]
struct Keeper {
    /// Names in the template, with ours.
    names: BTreeMap<(Role, String), String>,
    numbers: BTreeMap<Role, usize>,
    waiting: VecDeque<(String, Role)>,
    parts: Vec<Part>,
}

impl Keeper {
    /// Our name of a part, which is kept from now on.
    fn name(&mut self, old: &str, role: Role) -> String {
        if let Some(name) = self.names.get(&(role, old.to_owned())) {
            return name.clone();
        }
        let number = self.numbers.entry(role).or_default();
        *number += 1;
        let name = role.name(*number);
        self.names.insert((role, old.to_owned()), name.clone());
        self.waiting.push_back((old.to_owned(), role));
        name
    }

    fn part(&mut self, archive: &mut Archive<'_>, old: &str, role: Role) -> Result<Part, TemplateError> {
        let name = self.name(old, role);
        let relations = archive.relations(old)?;
        let kept = || relations.iter().filter_map(|relation| Some((relation, role.of(relation)?)));
        let content = match role {
            Role::Picture(_) => archive.bytes(old)?,
            Role::Master | Role::Layout | Role::Theme | Role::ThemeOverride => {
                let ids: BTreeSet<&str> = kept().map(|(relation, _)| relation.id.as_str()).collect();
                without_others(old, &archive.text(old)?, &ids)?.into_bytes()
            }
        };
        let mut references = Vec::new();
        for (relation, role) in kept() {
            let target = self.name(relation.target.as_deref().unwrap_or_default(), role);
            references.push(Reference::to(role.kind(), target).called(&relation.id));
        }
        Ok(Part { name, kind: role.kind(), content, references })
    }

    /// Numbers masters and layouts, once all are known.
    fn finished(mut self, masters: &[String]) -> Result<Kept, TemplateError> {
        let listed = self.numbers.get(&Role::Master).copied().unwrap_or_default();
        if listed != masters.len() {
            return Err(TemplateError::broken("ppt/presentation.xml"));
        }
        let mut ids = Ids::default();
        let mut done = Vec::new();
        for part in self.parts.iter_mut().filter(|part| part.kind == kinds::MASTER) {
            done.push(master(part, &mut ids)?);
        }
        check_shared(&done)?;
        let themes = self.numbers.get(&Role::Theme).copied().unwrap_or_default();
        Ok(Kept { parts: self.parts, masters: done, themes })
    }
}

/// A master with its layouts, under new ids.
fn master(part: &mut Part, ids: &mut Ids) -> Result<Master, TemplateError> {
    let broken = || TemplateError::broken(&part.name);
    let text = std::str::from_utf8(&part.content).map_err(|_| broken())?;
    let document = xml(&part.name, text)?;
    let targets: BTreeMap<&str, &str> =
        part.references.iter().filter_map(|one| Some((one.id()?, one.target.as_str()))).collect();
    let listed = document.descendants().filter(|node| node.tag_name().name() == "sldLayoutId");
    let target = |node: Node<'_, '_>| targets.get(node.attribute((RELATIONSHIPS, "id"))?).copied();
    let layouts = listed.map(|node| target(node).map(str::to_owned));
    let layouts: Vec<String> = layouts.collect::<Option<_>>().ok_or_else(broken)?;
    let theme = part.references.iter().find(|reference| reference.kind == Kind::THEME).ok_or_else(broken)?;
    let (theme, id) = (theme.target.clone(), ids.next());
    part.content = ids.renumbered(&document).into_bytes();
    Ok(Master { part: part.name.clone(), id, theme, layouts })
}

/// Whether no layout is listed twice, and no two masters have one theme, which PowerPoint repairs.
fn check_shared(masters: &[Master]) -> Result<(), TemplateError> {
    let mut used = BTreeSet::new();
    for master in masters {
        for part in master.layouts.iter().chain([&master.theme]) {
            if !used.insert(part) {
                return Err(TemplateError::broken(&master.part));
            }
        }
    }
    Ok(())
}
