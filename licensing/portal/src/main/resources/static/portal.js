// Pages work without this; what stands here only makes them nicer.
"use strict";
