// What composition adds to a picture: round corners, a dim, or a shadow instead of it. In the pixels of the target, whose first
// row in memory is GL's lowest, so that gl_FragCoord counts as layers do.

uniform vec4 look_window; // left, top, right, bottom
uniform vec3 look;        // radius of the corners; brightness; how far the shadow reaches, 0: it is none

// Outside of the rounded window that is how far away it is; inside it is negative.
float distance_to_window()
{
    vec2 half_size = 0.5 * (look_window.zw - look_window.xy);
    vec2 from_corner = abs(gl_FragCoord.xy - look_window.xy - half_size) - half_size + look.x;
    return length(max(from_corner, 0.0)) + min(max(from_corner.x, from_corner.y), 0.0) - look.x;
}

// Only within the squares of the corners: what a client draws around its window stays.
float corner_coverage()
{
    vec2 inwards = min(gl_FragCoord.xy - look_window.xy, look_window.zw - gl_FragCoord.xy);
    bool in_corner = look.x > 0.0 && min(inwards.x, inwards.y) >= 0.0 && max(inwards.x, inwards.y) < look.x;
    return in_corner ? clamp(0.5 - distance_to_window(), 0.0, 1.0) : 1.0;
}

vec4 with_look(vec4 pixel)
{
    if (look.z > 0.0) {
        float left = clamp(1.0 - distance_to_window() / look.z, 0.0, 1.0);
        return pixel * left * left;
    }
    return vec4(pixel.rgb * look.y, pixel.a) * corner_coverage();
}
