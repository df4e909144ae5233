package io.fourways.service.jwt;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Mono;

/** Where the keys come from that tokens are verified with. */
interface VerificationKeys {

    /** The algorithms these keys are for; a token of another never meets them. */
    Set<JWSAlgorithm> algorithms();

    /**
     * The keys a token with this header may have been signed with; empty when none is known. Fails with a
     * {@link io.fourways.service.problem.ProblemException} 503 when the keys cannot be had now.
     */
    Mono<List<JWK>> matching(JWSHeader header);
}
