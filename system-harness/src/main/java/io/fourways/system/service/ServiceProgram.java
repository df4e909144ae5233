package io.fourways.system.service;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a service's process runs: the JVM that runs this, with other arguments.
 *
 * @param name         what its log is called after
 * @param portVariable the environment variable that tells it its port; its management is {@code 1000} above
 * @param arguments    the JVM's
 */
public record ServiceProgram(String name, String portVariable, List<String> arguments) {

    /** The whole command; what is added to it are the program's arguments. */
    public List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+IgnoreUnrecognizedVMOptions", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(arguments);
        return command;
    }
}
