package io.fourways.gateway.connection;

import io.micrometer.core.instrument.observation.MeterObservationHandler;
import io.micrometer.observation.Observation;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** Has whoever makes meters of observations measure streams with {@linkplain WholeTimes all of their time}. */
public final class RequestTimes implements BeanPostProcessor {

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof MeterObservationHandler<?> meters ? measuringWhole(meters) : bean;
    }

    @SuppressWarnings("unchecked") // it is asked for each context whether it supports it
    private static MeterObservationHandler<?> measuringWhole(MeterObservationHandler<?> meters) {
        return new WholeTimes((MeterObservationHandler<Observation.Context>) meters);
    }
}
