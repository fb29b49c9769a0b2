/** Mail, until there are notices: to a server that takes it, or into a folder. */
@NullMarked
package reverie.identity.mail;

import org.jspecify.annotations.NullMarked;
