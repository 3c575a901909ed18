#pragma once

namespace vitrail {

/// What a display says when it is asked whether it would show a frame.
enum class TestAnswer {
    Allowed,
    Refused,       ///< not in this combination; it does not say why
    NoBandwidth,   ///< too much to read at once (KMS: ENOSPC)
    NotImportable, ///< it cannot read one of the buffers at all
};

} // namespace vitrail
