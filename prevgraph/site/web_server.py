"""What a web server needs to know of the site: settings for Apache, which others can be told in their own words.

One file goes along with the site and lets programs that ask for Turtle or JSON-LD have it at the IRI itself; one is for
whoever holds the name under which the IRIs stand, w3id.org for one, and leads from there to the site.
"""

from collections.abc import Mapping
from urllib.parse import quote

from prevgraph.site.places import ROOMS

_ROOMS = "|".join((*ROOMS, "ontology", "shapes"))
_SITE = f"""\
# Pages for people, data for programs, at the same address. Needs mod_rewrite, mod_headers and AllowOverride All.
DirectoryIndex index.html
AddType text/turtle .ttl
AddType application/ld+json .jsonld
AddType application/trig .trig
AddCharset UTF-8 .html .ttl .jsonld .trig
<Files "void">
  ForceType text/turtle
</Files>
<IfModule mod_headers.c>
  Header set Access-Control-Allow-Origin "*"
  Header merge Vary "Accept"
</IfModule>
RewriteEngine On
# What a client names first is taken for what it likes best: these servers do not weigh.
RewriteCond %{{HTTP_ACCEPT}} !^text/html
RewriteCond %{{HTTP_ACCEPT}} text/turtle
RewriteCond %{{REQUEST_FILENAME}}/index.ttl -f
RewriteRule ^((?:{_ROOMS})(?:/.*?)?)/?$ $1/index.ttl [END]
RewriteCond %{{HTTP_ACCEPT}} !^text/html
RewriteCond %{{HTTP_ACCEPT}} application/ld\\+json
RewriteCond %{{REQUEST_FILENAME}}/index.jsonld -f
RewriteRule ^((?:{_ROOMS})(?:/.*?)?)/?$ $1/index.jsonld [END]
"""


def web_server_files(address: str) -> Mapping[str, str]:
    """The settings by the place of their file; those of the name's holder only where the site's address is known."""
    if not address:
        return {".htaccess": _SITE}
    return {".htaccess": _SITE, "w3id/.htaccess": _leading_to(quote(address, safe=":/@!$&'()*+,;=~-._"))}


def _leading_to(address: str) -> str:
    return f"""\
# For the holder of the name: leads every IRI to the site. A thing is no document, hence 303.
RewriteEngine On
RewriteRule ^(id|guidelines|questionnaire)/(.*)$ {address}$1/$2 [R=303,L,NE]
RewriteRule ^(.*)$ {address}$1 [R=302,L,NE]
"""
