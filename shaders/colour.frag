#version 300 es
// One colour.
//   LOOK       with what look.glsl adds

precision highp float;

#ifdef LOOK
#include "look.glsl"
#endif

flat in vec4 value;
out vec4 pixel;

void main()
{
    pixel = value;
#ifdef LOOK
    pixel = with_look(pixel);
#endif
}
