import { Command } from "commander";
import { integrationApproveCommand } from "./integration-approve.ts";
import { integrationCheckCommand } from "./integration-check.ts";
import { integrationCostCommands } from "./integration-cost.ts";
import { integrationCreateCommand } from "./integration-create.ts";
import { integrationReadCommands } from "./integration-read.ts";
import { NAME_HELP } from "./integration-name.ts";
import { integrationRemoveCommand } from "./integration-remove.ts";
import { integrationRotateCommand } from "./integration-rotate.ts";
import { integrationSetCommand } from "./integration-set.ts";
import type { RunOnService } from "./run-context.ts";

const HELP = `
${NAME_HELP}

Examples:
  scout integration create --region eu-west-1 --wait
  scout integration list
  scout integration check 222222222222
  scout integration set 222222222222 --keep-latest 100
  scout integration estimate --pushes-per-day 100 --image-megabytes 500
  scout integration remove 0123456789abcdef

An integration is one registry: an AWS account and a Region. It is pending until
the stack of its link is complete, then connected. docs/integrate-ecr.md tells
the whole story.`;

/** `scout integration`: the registries that the service watches. */
export function integrationCommand(run: RunOnService): Command {
  const command = new Command("integration")
    .summary("connect registries, check and remove them")
    .description("Connects registries in Amazon ECR to the service, checks and removes them.")
    .helpCommand("help [command]", "show help of a command")
    .addHelpText("after", HELP);
  const commands = [
    ...integrationReadCommands(run),
    integrationCreateCommand(run),
    integrationApproveCommand(run),
    integrationCheckCommand(run),
    integrationSetCommand(run),
    integrationRotateCommand(run),
    integrationRemoveCommand(run),
    ...integrationCostCommands(run),
  ];
  for (const child of commands) command.addCommand(child);
  return command;
}
