#include "input/keymap.hpp"

#include "base/log.hpp"

namespace vitrail {

namespace {

Keymap compile(KeyboardConfig const& names, xkb_context_flags flags)
{
    Owned<xkb_context, xkb_context_unref> const context{xkb_context_new(flags)};
    if (!context)
        return nullptr;
    xkb_context_set_log_level(context.get(), XKB_LOG_LEVEL_CRITICAL); // many lines, none with a remedy: we say it ourselves
    xkb_rule_names const wanted{
        .rules = names.rules.c_str(),
        .model = names.model.c_str(),
        .layout = names.layout.c_str(),
        .variant = names.variant.c_str(),
        .options = names.options ? names.options->c_str() : nullptr,
    };
    return Keymap{xkb_keymap_new_from_names(context.get(), &wanted, XKB_KEYMAP_COMPILE_NO_FLAGS)};
}

} // namespace

Keymap compile_keymap(KeyboardConfig const& names)
{
    return compile(names, XKB_CONTEXT_NO_FLAGS);
}

Keymap compile_some_keymap(KeyboardConfig const& names)
{
    if (auto keymap = compile_keymap(names))
        return keymap;
    KeyboardConfig const unnamed;
    if (!names.same_keymap(unnamed)) {
        log::warning("xkb knows no keymap with layout '{}' and variant '{}': the default one is used", names.layout,
                     names.variant);
        if (auto keymap = compile_keymap(unnamed))
            return keymap;
    }
    log::warning("XKB_DEFAULT_RULES, _MODEL, _LAYOUT, _VARIANT, _OPTIONS name no keymap: the default one is used");
    if (auto keymap = compile(unnamed, XKB_CONTEXT_NO_ENVIRONMENT_NAMES))
        return keymap;
    log::warning("no keymap at all: keys reach clients untranslated; install xkeyboard-config (xkb-data)");
    return nullptr;
}

} // namespace vitrail
