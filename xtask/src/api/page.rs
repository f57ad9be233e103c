//! A page of rustdoc's, as text.

/// The items in the list of all items of a crate: the page, and the path with the kind of item.
pub(super) fn items(html: &str) -> Vec<(String, String)> {
    let list =
        html.split("<ul class=\"all-items\">").skip(1).map(|list| list.split("</ul>").next().unwrap_or_default());
    let links = list.flat_map(|list| list.split("<a href=\"").skip(1));
    let mut items: Vec<_> = links
        .filter_map(|link| {
            let (page, rest) = link.split_once("\">")?;
            let (path, _) = rest.split_once("</a>")?;
            let kind = page.rsplit('/').next()?.split('.').next()?;
            Some((page.to_owned(), format!("{} {}", kind, plain(path))))
        })
        .collect();
    items.sort();
    items
}

/// The declaration of an item, its methods, and the traits that it has, one to a line.
pub(super) fn lines(html: &str) -> Vec<String> {
    let mut lines: Vec<String> =
        between(html, "<pre class=\"rust item-decl\"><code>", "</code></pre>").take(1).collect();
    // The rest of a trait's page is the declaration again, and who has it.
    let own = html.split("id=\"blanket-implementations\"").next().unwrap_or_default();
    let own = own.split("id=\"required-methods\"").next().unwrap_or_default();
    let own = own.split("id=\"implementors\"").next().unwrap_or_default();
    let (own, traits) = own.split_once("id=\"trait-implementations\"").unwrap_or((own, ""));
    let (traits, automatic) = traits.split_once("id=\"synthetic-implementations\"").unwrap_or((traits, ""));
    lines.extend(between(own, "<h4 class=\"code-header\">", "</h4>"));
    let mut traits: Vec<_> = between(traits, "<h3 class=\"code-header\">", "</h3>").collect();
    traits.sort();
    lines.extend(traits);
    let is_told = |line: &String| line.contains("!Send") || line.contains("!Sync");
    lines.extend(between(automatic, "<h3 class=\"code-header\">", "</h3>").filter(is_told));
    lines
}

/// What is between two marks, as often as they are there, as plain text.
fn between<'a>(html: &'a str, start: &'a str, end: &'a str) -> impl Iterator<Item = String> + 'a {
    html.split(start).skip(1).map(move |rest| plain(rest.split(end).next().unwrap_or_default()))
}

/// Text without tags and entities, its white space as single spaces.
fn plain(html: &str) -> String {
    let mut text = String::new();
    let mut is_tag = false;
    for character in html.chars() {
        match character {
            '<' => is_tag = true,
            '>' if is_tag => is_tag = false,
            _ if is_tag => {}
            _ => text.push(character),
        }
    }
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&#39;", "'").replace("&quot;", "\"");
    // The last one is a mark with a note.
    let text = text.replace("&nbsp;", " ").replace("&amp;", "&").replace(")where", ") where").replace('ⓘ', "");
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.replace("( ", "(").replace(", )", ")")
}

#[cfg(test)]
mod tests {
    use super::{items, lines};

    #[test]
    fn items_are_found_with_their_kind() {
        let html = r#"<ul class="all-items"><li><a href="io/struct.File.html">io::<wbr>File</a></li></ul><a href="x">"#;
        assert_eq!(items(html), [("io/struct.File.html".to_owned(), "struct io::File".to_owned())]);
    }

    #[test]
    fn declarations_methods_and_traits_are_found() {
        let html = r##"<pre class="rust item-decl"><code>pub struct A&lt;T&gt;
            { <span class="comment">/* private */</span> }</code></pre>
            <h3 class="code-header">impl A</h3><h4 class="code-header">pub fn <a href="#method.new">new</a>() -&gt; Self</h4>
            <h2 id="trait-implementations"><h3 class="code-header">impl Clone for A</h3>
            <h4 class="code-header">fn clone()</h4>
            <h2 id="synthetic-implementations"><h3 class="code-header">impl Send for A</h3>
            <h3 class="code-header">impl !Sync for A</h3>
            <h2 id="blanket-implementations"><h3 class="code-header">impl Any for T</h3>"##;
        let expected =
            ["pub struct A<T> { /* private */ }", "pub fn new() -> Self", "impl Clone for A", "impl !Sync for A"];
        assert_eq!(lines(html), expected);
    }
}
