/** The sources managed at run time, as the table has them and as every instance knows them. */
@NullMarked
package io.fourways.ingest.source.stored;

import org.jspecify.annotations.NullMarked;
