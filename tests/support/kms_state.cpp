#include "kms_state.hpp"

#include <algorithm>
#include <cstdio>
#include <format>
#include <fstream>
#include <stdexcept>

namespace vitrail::test {
namespace {

/// A line of debugfs: `key=value` or `key: value`, behind tabs.
struct Entry {
    std::string key, value;
};

std::string trimmed(std::string const& text)
{
    auto const start = text.find_first_not_of(" \t");
    return start == std::string::npos ? "" : text.substr(start, text.find_last_not_of(" \t") + 1 - start);
}

Entry entry(std::string const& line)
{
    auto const at = line.find_first_of("=:");
    if (at == std::string::npos)
        return {trimmed(line), ""};
    return {trimmed(line.substr(0, at)), trimmed(line.substr(at + 1))};
}

/// `plane[35]: plane-0` gives 35; 0 when the line is the head of something else.
unsigned head_id(std::string const& line, char const* kind)
{
    unsigned id = 0;
    return std::sscanf(line.c_str(), std::format("{}[%u]", kind).c_str(), &id) == 1 ? id : 0;
}

std::ifstream open(char const* name)
{
    std::ifstream in{kms_debug_folder() / name};
    if (!in)
        throw std::runtime_error{(kms_debug_folder() / name).string() + " cannot be read"};
    return in;
}

void read_framebuffer_entry(KmsFramebuffer& fb, Entry const& e)
{
    if (e.key == "allocated by")
        fb.allocated_by = e.value;
    else if (e.key == "format")
        fb.format = e.value.substr(0, 4);
    else if (int width = 0, height = 0; // the memory behind it has a `size` too, in bytes
        e.key == "size" && std::sscanf(e.value.c_str(), "%dx%d", &width, &height) == 2)
        fb.width = width, fb.height = height;
}

void read_plane_entry(KmsPlane& plane, Entry const& e)
{
    auto& box = plane.crtc_box;
    if (e.key == "crtc")
        plane.crtc = e.value == "(null)" ? "" : e.value;
    else if (e.key == "fb")
        plane.fb.id = unsigned(std::stoul(e.value));
    else if (e.key == "crtc-pos")
        std::sscanf(e.value.c_str(), "%dx%d%d%d", &box.width, &box.height, &box.x, &box.y);
    else if (e.key == "normalized-zpos")
        plane.zpos = std::stoi(e.value);
    else
        read_framebuffer_entry(plane.fb, e);
}

void read_crtc_entry(KmsCrtc& crtc, Entry const& e)
{
    if (e.key == "active")
        crtc.active = e.value == "1";
    else if (e.key == "mode")
        crtc.mode = e.value.substr(1, e.value.find('"', 1) - 1);
}

} // namespace

std::filesystem::path kms_debug_folder()
{
    return "/sys/kernel/debug/dri/0";
}

KmsState kms_state()
{
    auto in = open("state");
    KmsState out;
    KmsPlane* plane = nullptr;
    KmsCrtc* crtc = nullptr;
    for (std::string line; std::getline(in, line);) {
        bool const head = !line.empty() && line[0] != '\t';
        if (head) {
            plane = nullptr;
            crtc = nullptr;
        }
        auto const e = entry(line);
        if (auto const id = head ? head_id(line, "plane") : 0)
            plane = &out.planes.emplace_back(KmsPlane{.id = id, .name = e.value});
        else if (auto const id = head ? head_id(line, "crtc") : 0)
            crtc = &out.crtcs.emplace_back(KmsCrtc{.id = id, .name = e.value});
        else if (plane)
            read_plane_entry(*plane, e);
        else if (crtc)
            read_crtc_entry(*crtc, e);
    }
    return out;
}

std::vector<KmsFramebuffer> kms_framebuffers()
{
    auto in = open("framebuffer");
    std::vector<KmsFramebuffer> out;
    for (std::string line; std::getline(in, line);) {
        if (auto const id = head_id(line, "framebuffer"))
            out.push_back({.id = id});
        else if (!out.empty())
            read_framebuffer_entry(out.back(), entry(line));
    }
    return out;
}

std::vector<KmsPlane> KmsState::shown(int crtc) const
{
    std::vector<KmsPlane> out;
    for (auto const& plane : planes) {
        if (plane.fb.id != 0 && plane.crtc == std::format("crtc-{}", crtc))
            out.push_back(plane);
    }
    std::ranges::sort(out, {}, &KmsPlane::zpos);
    return out;
}

} // namespace vitrail::test
