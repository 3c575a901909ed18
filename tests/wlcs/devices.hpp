#pragma once

#include <wlcs/pointer.h>
#include <wlcs/touch.h>

#include <memory>

struct wlr_keyboard;
struct wlr_pointer;
struct wlr_touch;

namespace vitrail::test {

class Host;

/// A mouse in the suite's hand: a device like any other to Vitrail's seat. The suite ends its own with `destroy`.
struct SuitePointer final : WlcsPointer {
    explicit SuitePointer(Host& host);
    ~SuitePointer();
    SuitePointer(SuitePointer const&) = delete;
    SuitePointer& operator=(SuitePointer const&) = delete;

    struct Parts {
        Host& host;
        std::unique_ptr<wlr_pointer> device;
    } parts;
};

/// A finger on a touch screen over the whole layout. The suite hands over whole pixels, whatever its header says.
struct SuiteTouch final : WlcsTouch {
    explicit SuiteTouch(Host& host);
    ~SuiteTouch();
    SuiteTouch(SuiteTouch const&) = delete;
    SuiteTouch& operator=(SuiteTouch const&) = delete;

    struct Parts {
        Host& host;
        std::unique_ptr<wlr_touch> device;
    } parts;
};

/// A keyboard on which nobody types: this version of the suite has no keys. With it windows get the keyboard's focus.
class SuiteKeyboard {
public:
    explicit SuiteKeyboard(Host& host);
    ~SuiteKeyboard();
    SuiteKeyboard(SuiteKeyboard const&) = delete;
    SuiteKeyboard& operator=(SuiteKeyboard const&) = delete;

private:
    std::unique_ptr<wlr_keyboard> device_;
};

} // namespace vitrail::test
