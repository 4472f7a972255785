package dev.sightline.app.topics;

import picocli.CommandLine.Command;

/** Groups what concerns the topics. */
@Command(
    name = "topics",
    description = "The topics of the pipeline.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {TopicsCreateCommand.class, TopicsAclsCommand.class})
public final class TopicsCommand {}
