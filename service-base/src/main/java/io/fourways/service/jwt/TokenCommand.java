package io.fourways.service.jwt;

import java.io.PrintStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The command line that mints a token for development, signed with {@value #SECRET} from the environment:
 * {@code token --sub alice --subscribe 'orders.**' --publish 'chat.*' --ttl 30m}.
 *
 * <p>Prints the token, and nothing else, on standard output. Exits with 0, with 1 when the secret is missing or too
 * short, with 2 on arguments it does not know.
 */
public final class TokenCommand {

    private static final String SECRET = "FOURWAYS_SECURITY_JWT_SECRET";
    private static final int NO_SECRET = 1;
    private static final int BAD_USAGE = 2;

    private static final String USAGE = """
            usage: token [--sub NAME] [--subscribe PATTERN]... [--publish PATTERN]... [--admin] [--webhooks APP]... [--ttl DURATION]

              --sub NAME           whose token it is; default developer
              --subscribe PATTERN  channels it may read, for instance 'orders.**'; repeatable
              --publish PATTERN    channels it may publish to; repeatable
              --admin              may look at and change the system itself
              --webhooks APP       an app whose outgoing webhooks it may manage, or '*' for all; repeatable
              --ttl DURATION       how long it is valid, for instance 90 (seconds), 30m, 12h; default 1h

            The environment variable FOURWAYS_SECURITY_JWT_SECRET, at least 32 bytes, signs it.
            """;

    private TokenCommand() {}

    public static void main(String[] args) {
        System.exit(run(System.getenv(), System.out, System.err, args));
    }

    static int run(Map<String, String> environment, PrintStream out, PrintStream err, String... args) {
        if (args.length == 1 && (args[0].equals("--help") || args[0].equals("-h"))) {
            out.print(USAGE);
            return 0;
        }
        try {
            TokenRequest request = TokenRequest.parse(args);
            return mint(request, environment.get(SECRET), out, err);
        } catch (IllegalArgumentException | ArithmeticException e) {
            err.println(e.getMessage());
            err.print(USAGE);
            return BAD_USAGE;
        }
    }

    private static int mint(TokenRequest request, @Nullable String secret, PrintStream out, PrintStream err) {
        if (secret == null || !SharedSecret.isLongEnough(secret)) {
            err.println(SECRET + " must be set to at least " + SharedSecret.LEAST_BYTES + " bytes");
            return NO_SECRET;
        }
        out.println(request.mint(secret));
        return 0;
    }
}
