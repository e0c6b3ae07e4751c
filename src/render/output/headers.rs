//! `_headers`, for hosts that read it (Netlify, Cloudflare Pages and others).

/// Files with a hash in their name never change; public data may be read from other sites.
pub fn write(base_path: &str) -> Vec<u8> {
    format!(
        "{base_path}*\n  X-Content-Type-Options: nosniff\n  Referrer-Policy: strict-origin-when-cross-origin\n\
         {base_path}assets/*\n  Cache-Control: public, max-age=31536000, immutable\n\
         {base_path}reviews.json\n  Access-Control-Allow-Origin: *\n\
         {base_path}reviews/*.json\n  Access-Control-Allow-Origin: *\n\
         {base_path}feed.json\n  Access-Control-Allow-Origin: *\n\
         {base_path}feed.xml\n  Access-Control-Allow-Origin: *\n"
    )
    .into_bytes()
}
