package dev.sightline.app.deadletters;

import picocli.CommandLine.Command;

/** Groups what concerns the dead letters. */
@Command(
    name = "dead-letters",
    description = "Lists what could not be scored, and replays it.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {DeadLettersListCommand.class, DeadLettersReplayCommand.class})
public final class DeadLettersCommand {}
