#pragma once
// Debian's libxml2 shows ICU's types at the end of a structure that nobody here looks into. Foundation brings its own ICU headers, and a
// file that imports both modules would now and then not compile.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
