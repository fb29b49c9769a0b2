package org.bytedeco.opencv.global;

/**
 * Takes the place of the library's class of this name, which loads GTK 2: on a machine without a desktop it would fail,
 * and with it face detection and everything else that names it. We open no windows. Our classes come first on the
 * class path, also in the packed jar.
 */
public class opencv_highgui extends org.bytedeco.opencv.presets.opencv_highgui {}
