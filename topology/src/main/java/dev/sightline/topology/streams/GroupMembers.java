package dev.sightline.topology.streams;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** Who is in a consumer group at the moment, as its coordinator tells. */
@FunctionalInterface
interface GroupMembers {
  /**
   * Asks for those of a group.
   *
   * @return none where there is no such group
   * @throws ExecutionException when there is no answer within five seconds, or none for this user
   */
  Collection<MemberDescription> of(String group) throws ExecutionException, InterruptedException;

  /** Those that an administration client is told of. */
  static GroupMembers by(Supplier<Admin> admin) {
    DescribeConsumerGroupsOptions patience =
        new DescribeConsumerGroupsOptions().timeoutMs((int) Duration.ofSeconds(5).toMillis());
    return group -> {
      try {
        return admin
            .get()
            .describeConsumerGroups(List.of(group), patience)
            .describedGroups()
            .get(group)
            .get()
            .members();
      } catch (ExecutionException failure) {
        if (failure.getCause() instanceof GroupIdNotFoundException) {
          return List.of();
        }
        throw failure;
      }
    };
  }
}
