//! The ground of slides: what a master or a layout says about it, as far as words can be judged on it.

use roxmltree::{Document, Node};

/// The ground of slides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum GroundColour {
    /// A colour of the theme, by its name.
    Named(String),
    /// A colour of its own, `RRGGBB`.
    Rgb(String),
    /// A picture, a gradient, a pattern or a colour that is changed: how light it is is not known.
    Unknown,
}

impl GroundColour {
    /// The ground that a part says; none where it takes over another's.
    pub(super) fn of(part: &Document<'_>, styles: &GroundStyles) -> Option<Self> {
        let says = named(part, "bg")?.first_element_child();
        Some(says.and_then(|says| Self::said(says, styles)).unwrap_or(Self::Unknown))
    }

    fn said(says: Node<'_, '_>, styles: &GroundStyles) -> Option<Self> {
        match says.tag_name().name() {
            "bgRef" if styles.is_plain(says.attribute("idx")?) => Self::colour(says.first_element_child()?),
            "bgPr" => {
                let fill = says.first_element_child().filter(|fill| fill.tag_name().name() == "solidFill")?;
                Self::colour(fill.first_element_child()?)
            }
            _ => None,
        }
    }

    /// A colour that is not changed.
    fn colour(colour: Node<'_, '_>) -> Option<Self> {
        if colour.first_element_child().is_some() {
            return None;
        }
        let attribute = |name| colour.attribute(name);
        match colour.tag_name().name() {
            "schemeClr" => {
                attribute("val").filter(|name| is_name(name)).map(|name| Self::Named(name.to_owned()))
            }
            "srgbClr" => {
                attribute("val").filter(|digits| is_rgb(digits)).map(|digits| Self::Rgb(digits.to_owned()))
            }
            "sysClr" => attribute("lastClr")
                .filter(|digits| is_rgb(digits))
                .map(|digits| Self::Rgb(digits.to_owned())),
            _ => None,
        }
    }
}

/// The grounds of a theme in their order: whether each is filled with the colour that it is given, as it is.
pub(super) struct GroundStyles(Vec<bool>);

impl GroundStyles {
    /// Styles of grounds are counted from here; those below are no grounds, or none at all.
    const FIRST: usize = 1_001;

    pub(super) fn of(theme: &Document<'_>) -> Self {
        let fills = named(theme, "bgFillStyleLst").into_iter().flat_map(|list| list.children());
        let is_plain = |fill: Node<'_, '_>| {
            let colour = fill.first_element_child();
            fill.tag_name().name() == "solidFill"
                && colour.is_some_and(|colour| {
                    colour.attribute("val") == Some("phClr") && colour.first_element_child().is_none()
                })
        };
        Self(fills.filter(Node::is_element).map(is_plain).collect())
    }

    fn is_plain(&self, style: &str) -> bool {
        let place = style.parse::<usize>().ok().and_then(|style| style.checked_sub(Self::FIRST));
        place.and_then(|place| self.0.get(place)).copied().unwrap_or(false)
    }
}

pub(super) fn named<'a, 'i>(part: &'a Document<'i>, name: &str) -> Option<Node<'a, 'i>> {
    part.descendants().find(|node| node.is_element() && node.tag_name().name() == name)
}

/// Whether this is a name that slides can use.
pub(super) fn is_name(name: &str) -> bool {
    const NAMES: [&str; 14] = [
        "bg1", "tx1", "bg2", "tx2", "dk1", "lt1", "dk2", "lt2", "accent1", "accent2", "accent3", "accent4",
        "accent5", "accent6",
    ];
    NAMES.contains(&name)
}

fn is_rgb(digits: &str) -> bool {
    digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
}
