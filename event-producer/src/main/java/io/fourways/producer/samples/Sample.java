package io.fourways.producer.samples;

import io.fourways.contract.Event;

/** Something that keeps happening. Called by one thread at a time. */
@FunctionalInterface
interface Sample {

    /** What happens next. */
    Event next();
}
