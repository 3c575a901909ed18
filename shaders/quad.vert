#version 300 es
// A box of a layer for each instance, as two triangles; their corners come from the vertex's number.

layout(location = 0) in vec4 box;   // left, top, right, bottom: from 0 to 1 within the layer
layout(location = 1) in vec3 to_x;  // what x, y and 1 add to a place on the target, whose first row in memory is GL's lowest
layout(location = 2) in vec3 to_y;
layout(location = 3) in vec3 to_u;  // what pixels from the layer's corner, and 1, add to a place in the texture
layout(location = 4) in vec3 to_v;
layout(location = 5) in vec4 meant; // a premultiplied colour
layout(location = 6) in float slot; // which texture
layout(location = 7) in vec2 corner; // of the layer on the target, in pixels

// Each pixel finds its place in the texture itself: interpolated between the corners of the box it would be rounded differently
// for each way to cut the layer, and what is painted again would not be what it was.
flat out vec2 origin;
flat out vec3 across, down;
flat out vec4 value;
flat out int unit;

void main()
{
    // 0 1 0 1 1 0 and 0 0 1 0 1 1. Chosen, not mixed, which would round.
    bool right = ((0x1a >> gl_VertexID) & 1) == 1, bottom = ((0x34 >> gl_VertexID) & 1) == 1;
    vec3 at = vec3(right ? box.z : box.x, bottom ? box.w : box.y, 1.0);
    gl_Position = vec4(dot(at, to_x), dot(at, to_y), 0.0, 1.0);
    origin = corner;
    across = to_u;
    down = to_v;
    value = meant;
    unit = int(slot);
}
