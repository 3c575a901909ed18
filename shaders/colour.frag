#version 300 es
// One colour.

precision highp float;

flat in vec4 value;
out vec4 pixel;

void main() { pixel = value; }
